// Files that the page makes or fetches itself.
"use strict";
{
  const save = (url, name) => {
    const link = Object.assign(document.createElement("a"), { href: url, download: name });
    document.body.append(link);
    link.click();
    link.remove();
  };
  const pause = (ms) => new Promise((resolve) => { setTimeout(resolve, ms); });
  const ways = {
    async blob({ source }) {
      const blob = await (await fetch(source)).blob();
      const url = URL.createObjectURL(blob);
      save(url, "blob.csv");
      setTimeout(() => URL.revokeObjectURL(url), 10_000);
    },
    async data({ source }) {
      const bytes = new Uint8Array(await (await fetch(source)).arrayBuffer());
      save(`data:text/plain;base64,${btoa(String.fromCharCode(...bytes))}`, "data.txt");
    },
    async several({ sources }) {
      for (const source of sources.split(" ")) { save(source, ""); await pause(150); }
    },
    async report({ source }, button) {
      const said = document.getElementById("report-said");
      const link = document.getElementById("report-link");
      button.disabled = true;
      const { url } = await (await fetch(source, { method: "POST" })).json();
      for (;;) {
        const found = await (await fetch(url)).json();
        if (found.status === "ready") {
          said.textContent = "Your report is ready.";
          link.href = found.file;
          link.hidden = false;
          button.hidden = true;
          return;
        }
        said.textContent = `Your report is being prepared: ${found.percent} %`;
        await pause(300);
      }
    },
  };
  for (const button of document.querySelectorAll("[data-make]"))
    button.addEventListener("click", () => ways[button.dataset.make](button.dataset, button));
}

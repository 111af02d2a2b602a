// The register of boats: loads all rows once; sorts, filters and pages them here.
"use strict";
{
  const SIZE = 25;
  const body = document.querySelector("#long tbody");
  const by = (id) => document.getElementById(id);
  const buttons = [...document.querySelectorAll("[data-key]")];
  let rows = [];
  let key = "number";
  let down = false;
  let page = 0;

  const cell = (text, name) => {
    const one = document.createElement("td");
    one.textContent = text;
    one.dataset.field = name;
    if (name === "length_m" || name === "built") one.className = "number";
    return one;
  };
  const draw = () => {
    const words = by("filter").value.trim().toLowerCase();
    const found = rows.filter((row) => `${row.name} ${row.port}`.toLowerCase().includes(words));
    found.sort((a, b) => (a[key] < b[key] ? -1 : a[key] > b[key] ? 1 : a.number - b.number));
    if (down) found.reverse();
    const pages = Math.max(1, Math.ceil(found.length / SIZE));
    page = Math.min(page, pages - 1);
    body.replaceChildren(...found.slice(page * SIZE, (page + 1) * SIZE).map((row) => {
      const line = document.createElement("tr");
      line.append(cell(row.number, "number"), cell(row.name, "name"), cell(row.port, "port"),
        cell(row.length_m.toFixed(1), "length_m"), cell(row.built, "built"));
      return line;
    }));
    by("shown").textContent = `${found.length.toLocaleString("en")} boats`;
    by("page").textContent = page + 1;
    by("pages").textContent = pages;
    by("previous").disabled = page === 0;
    by("next").disabled = page >= pages - 1;
    for (const button of buttons) {
      const on = button.dataset.key === key;
      if (on) button.parentElement.setAttribute("aria-sort", down ? "descending" : "ascending");
      else button.parentElement.removeAttribute("aria-sort");
    }
  };
  const turn = (by_) => { page += by_; draw(); };
  by("previous").addEventListener("click", () => turn(-1));
  by("next").addEventListener("click", () => turn(1));
  by("filter").addEventListener("input", () => { page = 0; draw(); });
  for (const button of buttons)
    button.addEventListener("click", () => {
      down = key === button.dataset.key && !down;
      key = button.dataset.key;
      page = 0;
      draw();
    });
  fetch("../api/boats").then((answer) => answer.json()).then(({ items }) => { rows = items; draw(); });
}

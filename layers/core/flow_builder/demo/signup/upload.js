// Files are dropped into the zone or chosen; what is far too large is refused with an alert before it is sent.
"use strict";
{
  const zone = document.querySelector("[data-dropzone]");
  const input = zone.querySelector("input[type=file]");
  const list = zone.querySelector(".chosen");
  const LARGEST = 1_000_000;
  const size = (bytes) => (bytes < 1024 ? `${bytes} bytes` : `${Math.round(bytes / 1024)} KB`);
  const show = () => {
    const large = [...input.files].find((file) => file.size > LARGEST);
    if (large) { alert(`${large.name} is larger than 1 MB.`); input.value = ""; }
    list.replaceChildren(...[...input.files].map((file) => {
      const item = document.createElement("li");
      item.textContent = `${file.name}, ${size(file.size)}`;
      return item;
    }));
  };
  for (const type of ["dragenter", "dragover"])
    zone.addEventListener(type, (event) => { event.preventDefault(); zone.classList.add("over"); });
  for (const type of ["dragleave", "drop"]) zone.addEventListener(type, () => zone.classList.remove("over"));
  zone.addEventListener("drop", (event) => {
    event.preventDefault();
    input.files = event.dataTransfer.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  });
  input.addEventListener("change", show);
}

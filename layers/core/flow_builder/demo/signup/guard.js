// Asks before what was filled in is lost: on leaving the page, and on starting over.
"use strict";
let dirty = false;
document.addEventListener("input", () => { dirty = true; });
document.addEventListener("submit", () => { dirty = false; });
addEventListener("beforeunload", (event) => { if (dirty) event.preventDefault(); });
for (const link of document.querySelectorAll("[data-confirm]"))
  link.addEventListener("click", (event) => {
    if (confirm(link.dataset.confirm)) dirty = false;
    else event.preventDefault();
  });

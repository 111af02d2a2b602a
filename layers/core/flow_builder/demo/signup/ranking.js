// A list that is put into order by dragging, or with its arrow buttons.
"use strict";
{
  const list = document.querySelector(".ranking");
  const field = document.querySelector("input[name=interests]");
  let dragged = null;
  const store = () => {
    field.value = [...list.children].map((item) => item.dataset.value).join(",");
    field.dispatchEvent(new Event("input", { bubbles: true }));
  };
  list.addEventListener("dragstart", (event) => {
    dragged = event.target.closest("li");
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", dragged.dataset.value);
    dragged.classList.add("dragged");
  });
  list.addEventListener("dragover", (event) => {
    const over = event.target.closest("li");
    if (!dragged || !over) return;
    event.preventDefault();
    if (over === dragged) return;
    const { top, height } = over.getBoundingClientRect();
    if (event.clientY < top + height / 2) over.before(dragged);
    else over.after(dragged);
  });
  list.addEventListener("drop", (event) => event.preventDefault());
  list.addEventListener("dragend", () => { dragged?.classList.remove("dragged"); dragged = null; store(); });
  list.addEventListener("click", (event) => {
    const item = event.target.closest("button")?.closest("li");
    if (item?.previousElementSibling) { item.previousElementSibling.before(item); store(); item.querySelector("button").focus(); }
  });
}

// A dropdown that is no <select>: a button, a list of options, a hidden field; arrows, Home, End, Enter and Escape work.
"use strict";
for (const box of document.querySelectorAll("[data-listbox]")) {
  const button = box.querySelector("[role=combobox]");
  const list = box.querySelector("[role=listbox]");
  const options = [...list.querySelectorAll("[role=option]")];
  const field = box.querySelector("input[type=hidden]");
  let active = Math.max(0, options.findIndex((option) => option.dataset.value === field.value));

  const point = (index) => {
    active = Math.min(Math.max(index, 0), options.length - 1);
    options.forEach((option, i) => option.classList.toggle("active", i === active));
    list.setAttribute("aria-activedescendant", options[active].id);
  };
  const show = (open) => {
    list.hidden = !open;
    button.setAttribute("aria-expanded", String(open));
    if (open) { point(active); list.focus(); }
  };
  const choose = (index) => {
    point(index);
    options.forEach((option, i) => option.setAttribute("aria-selected", String(i === index)));
    field.value = options[index].dataset.value;
    button.firstElementChild.textContent = options[index].querySelector("strong").textContent;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    show(false);
    button.focus();
  };
  const moves = { ArrowDown: () => point(active + 1), ArrowUp: () => point(active - 1), Home: () => point(0),
    End: () => point(options.length - 1), Enter: () => choose(active), " ": () => choose(active),
    Escape: () => { show(false); button.focus(); } };
  button.addEventListener("click", () => show(list.hidden));
  button.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown") { event.preventDefault(); show(true); }
  });
  list.addEventListener("keydown", (event) => {
    if (moves[event.key]) { event.preventDefault(); moves[event.key](); }
  });
  options.forEach((option, index) => option.addEventListener("click", () => choose(index)));
  document.addEventListener("click", (event) => { if (!box.contains(event.target)) show(false); });
}

// A calendar: months are turned with buttons, days are cells of a grid; Sundays and days out of range are disabled.
"use strict";
for (const picker of document.querySelectorAll(".datepicker")) {
  const field = picker.querySelector("input");
  const button = picker.querySelector(":scope > button");
  const dialog = picker.querySelector("[role=dialog]");
  const { first, last } = picker.dataset;
  const day = (iso) => new Date(`${iso}T00:00:00Z`);
  const iso = (date) => date.toISOString().slice(0, 10);
  const named = (date, format) => date.toLocaleDateString("en-GB", { timeZone: "UTC", ...format });
  let month = day((field.value || first).slice(0, 7) + "-01");

  const make = (tag, properties, ...children) => {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children);
    return element;
  };
  const turn = (by) => {
    month = new Date(Date.UTC(month.getUTCFullYear(), month.getUTCMonth() + by, 1));
    draw();
  };
  const choose = (value) => {
    field.value = value;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    show(false);
    button.focus();
  };
  const cell = (date) => {
    const value = iso(date);
    const closed = date.getUTCDay() === 0 || value < first || value > last;
    const one = make("button", { type: "button", textContent: date.getUTCDate(), disabled: closed, onclick: () => choose(value) });
    one.dataset.date = value;
    one.setAttribute("aria-label", named(date, { day: "numeric", month: "long", year: "numeric" }));
    if (value === field.value) one.setAttribute("aria-current", "date");
    return make("td", {}, one);
  };
  const arrow = (text, label, by, off) => {
    const one = make("button", { type: "button", className: "quiet small", textContent: text, disabled: off, onclick: () => turn(by) });
    one.setAttribute("aria-label", label);
    return one;
  };
  function draw() {
    const key = iso(month).slice(0, 7);
    const title = make("h3", { textContent: named(month, { month: "long", year: "numeric" }) });
    title.setAttribute("aria-live", "polite");
    const head = make("div", { className: "calendar-head" }, arrow("‹", "Previous month", -1, key <= first.slice(0, 7)), title,
      arrow("›", "Next month", 1, key >= last.slice(0, 7)));
    const names = make("tr", {}, ...["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"].map((text) => make("th", { scope: "col", textContent: text })));
    const body = make("tbody", {});
    const start = new Date(month);
    start.setUTCDate(1 - ((month.getUTCDay() + 6) % 7));
    for (let week = 0; week < 6; week += 1) {
      const row = make("tr", {});
      for (let i = 0; i < 7; i += 1) {
        const date = new Date(start);
        date.setUTCDate(start.getUTCDate() + week * 7 + i);
        row.append(iso(date).startsWith(key) ? cell(date) : make("td", {}));
      }
      if (row.querySelector("button")) body.append(row);
    }
    const grid = make("table", {}, make("thead", {}, names), body);
    grid.setAttribute("role", "grid");
    grid.setAttribute("aria-label", title.textContent);
    dialog.replaceChildren(head, grid);
  }
  function show(open) {
    dialog.hidden = !open;
    button.setAttribute("aria-expanded", String(open));
    if (open) draw();
  }
  button.addEventListener("click", () => show(dialog.hidden));
  field.addEventListener("click", () => show(true));
  picker.addEventListener("keydown", (event) => { if (event.key === "Escape") { show(false); button.focus(); } });
  document.addEventListener("click", (event) => { if (!event.composedPath().includes(picker)) show(false); });
}

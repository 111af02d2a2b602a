// A rich text editor: a contenteditable element, a toolbar, and a hidden field that is filled as one types.
"use strict";
{
  const text = document.querySelector(".editor .text");
  const field = document.querySelector("input[name=about]");
  const buttons = document.querySelectorAll(".editor [data-command]");
  const state = () => buttons.forEach((button) => button.setAttribute("aria-pressed", String(document.queryCommandState(button.dataset.command))));
  const store = () => { field.value = text.innerHTML; };
  text.addEventListener("input", store);
  document.addEventListener("selectionchange", () => { if (document.activeElement === text) state(); });
  for (const button of buttons) {
    // The selection stays in the text when a button is pressed.
    button.addEventListener("mousedown", (event) => event.preventDefault());
    button.addEventListener("click", () => {
      text.focus();
      document.execCommand(button.dataset.command);
      state();
      store();
    });
  }
  store();
}

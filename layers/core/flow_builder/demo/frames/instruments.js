// Custom elements with shadow roots, and forms that ask the API and show the code it answers with.
"use strict";
const STYLE = new CSSStyleSheet();
STYLE.replaceSync(`
  :host { display: block; } * { box-sizing: border-box; } h3, p { margin: 0; }
  .instrument { display: grid; gap: 12px; } .head { display: flex; justify-content: space-between; gap: 12px; flex-wrap: wrap; }
  .reading { color: var(--soft); } .value { color: var(--ink); font-size: 1.3rem; }
  form { display: grid; gap: 10px; margin: 0; } label { font-weight: 600; font-size: .94rem; display: block; margin-bottom: 5px; }
  input { font: inherit; color: inherit; width: 100%; padding: 9px 12px; border: 1px solid color-mix(in srgb, var(--line) 60%, var(--soft)); border-radius: 10px; background: var(--card); }
  button { font: inherit; font-weight: 600; padding: 9px 20px; border: 0; border-radius: 99px; background: var(--brand); color: var(--on-brand); cursor: pointer; justify-self: start; }
  .answer { color: var(--good); border: 1px solid; border-radius: 12px; padding: 10px 14px; font-size: .94rem; }
  .code { white-space: nowrap; }
  .slots { color: var(--soft); font-size: .9rem; display: grid; gap: 4px; }
  .stack { display: grid; gap: 22px; } .inner { border-top: 1px solid var(--line); padding-top: 18px; }
  iframe { width: 100%; height: 540px; border: 1px solid var(--line); border-radius: 14px; background: var(--card); }`);

const make = (tag, properties = {}, ...children) => {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
};

const answer = async (api, place, name, said) => {
  const response = await fetch(`${api}${place}?${new URLSearchParams({ name })}`);
  const found = await response.json();
  const text = make("p", { className: "answer alert good" }, `${found.action}: confirmed for ${found.name}, code `,
    make("b", { className: "code", textContent: found.code }));
  text.setAttribute("role", "status");
  said.replaceChildren(text);
};

const instrument = async (api, place) => {
  const { title, reading, unit, action } = await (await fetch(api + place)).json();
  const said = make("div", { className: "said" });
  const input = make("input", { name: "name", id: `${place}-name`, autocomplete: "off", required: true });
  const form = make("form", {}, make("div", {}, make("label", { htmlFor: input.id, textContent: "Your name" }), input),
    make("button", { textContent: action }));
  form.addEventListener("submit", (event) => { event.preventDefault(); answer(api, place, input.value, said); });
  const section = make("section", { className: "instrument" },
    make("div", { className: "head" }, make("h3", { textContent: title }),
      make("p", { className: "reading" }, make("b", { className: "value", textContent: reading }), ` ${unit}`)), form, said);
  section.dataset.instrument = place;
  return section;
};

// `place` is filled in when the API has answered, as parts of real pages are.
const define = (tag, place, mode, inside = (_, section) => [section]) => customElements.define(tag, class extends HTMLElement {
  async connectedCallback() {
    if (this.started) return;
    this.started = true;
    const root = this.attachShadow({ mode });
    const stack = make("div", { className: "stack" });
    root.adoptedStyleSheets = [STYLE];
    root.append(stack);
    stack.append(...inside(this, await instrument(this.dataset.api, place)));
  }
});

const nested = (tag, host) => {
  const element = make(tag, { className: "inner" });
  element.dataset.api = host.dataset.api;
  return element;
};
define("x-mirror", "mirror", "open");
define("x-filter", "filter", "open");
define("x-vault", "vault", "closed");
define("x-telescope", "telescope", "open", (host, section) => [
  make("div", { className: "slots" }, make("slot", { name: "title" }), make("slot", { name: "remark" }), make("slot")),
  section,
  nested("x-mirror", host),
  make("iframe", { src: host.dataset.camera, title: "Camera", id: "camera" }),
]);

for (const form of document.querySelectorAll("form[data-place]"))
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const api = new URL(form.action).pathname.replace(/frame\/\w+$/, "api/places/");
    answer(api, form.dataset.place, form.elements.name.value, form.parentElement.querySelector(".said"));
  });

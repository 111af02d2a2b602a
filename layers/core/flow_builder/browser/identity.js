// What an element is like beyond how it was found: kind, name, attributes and neighbourhood. Never a field's value.
(element) => {
  const short = (text, most = 80) => (text ?? "").replace(/[\s\u00a0]+/g, " ").trim().slice(0, most);
  const types = { checkbox: "checkbox", radio: "radio", range: "slider", number: "spinbutton", search: "searchbox" };
  const pushed = ["button", "submit", "reset", "image"];
  const tags = {
    button: "button", summary: "button", textarea: "textbox", nav: "navigation", main: "main", form: "form", table: "table",
    tr: "row", td: "cell", th: "columnheader", li: "listitem", ul: "list", ol: "list", img: "img", dialog: "dialog",
    option: "option", h1: "heading", h2: "heading", h3: "heading", h4: "heading", h5: "heading", h6: "heading",
  };
  const role = (each) => {
    const given = each.getAttribute("role")?.trim().split(/\s+/)[0];
    if (given) return given;
    if (each.localName === "a") return each.hasAttribute("href") ? "link" : "";
    if (each.localName === "select") return each.multiple ? "listbox" : "combobox";
    if (each.localName === "input") return pushed.includes(each.type) ? "button" : (types[each.type] ?? "textbox");
    return tags[each.localName] ?? "";
  };
  const shown = (each) => short(each.innerText ?? each.textContent);
  const fields = "input, textarea, select";
  const name = () => {
    const named = element.ariaLabelledByElements;
    if (named?.length) return short(named.map((each) => each.textContent).join(" "));
    if (short(element.getAttribute("aria-label"))) return short(element.getAttribute("aria-label"));
    if (element.labels?.length) {
      const texts = [...element.labels].map((label) => {
        const copy = label.cloneNode(true);
        for (const field of copy.querySelectorAll(fields)) field.remove();
        return copy.textContent;
      });
      if (short(texts.join(" "))) return short(texts.join(" "));
    }
    if (element.localName === "input" && pushed.includes(element.type)) return short(element.value || element.alt);
    if (!element.matches(fields) && !element.isContentEditable && shown(element)) return shown(element);
    const rest = ["alt", "placeholder", "title"].map((each) => short(element.getAttribute(each)));
    return rest.find(Boolean) ?? short(element.querySelector("img[alt], svg title")?.getAttribute?.("alt"));
  };
  const attributes = {};
  for (const each of ["id", "name", "type", "data-testid", "autocomplete", "placeholder", "title", "alt", "for", "inputmode"]) {
    const value = short(element.getAttribute(each), 100);
    if (value) attributes[each] = value;
  }
  if (element.localName === "a" && element.href) attributes.href = short(element.pathname, 100);

  const up = (each) => each.parentElement ?? each.getRootNode().host ?? null;
  const heads = "h1, h2, h3, h4, h5, h6, legend, caption, [role=heading]";
  const heading = () => {
    for (let each = element; each; each = up(each)) {
      for (let before = each.previousElementSibling; before; before = before.previousElementSibling) {
        const found = before.matches(heads) ? before : [...before.querySelectorAll(heads)].at(-1);
        if (found) return shown(found);
      }
    }
    return "";
  };
  const place = (each) => {
    const known = each.id || each.getAttribute("name") || short(each.getAttribute("aria-label"));
    return `${each.localName}${known ? `[${known}]` : ""}`.slice(0, 80);
  };
  const around = [];
  for (let each = up(element); each && around.length < 3; each = up(each)) around.push(place(each));
  for (const beside of [element.previousElementSibling, element.nextElementSibling]) {
    if (beside) around.push(`${beside.localName}: ${shown(beside).slice(0, 40)}`);
  }
  return { tag: element.localName, role: role(element), name: name() ?? "", attributes, heading: heading(), around };
}

// Reads the fields of all rows; returns JSON text, which crosses to the driver far faster than nested values.
// Null when there is no row at all. A field with inner fields gives a list of their values, with `many` a list of such.
(allRows, { fields, limit, skip }) => {
  if (!allRows.length) return "null";
  const rows = allRows.slice(skip, limit == null ? undefined : skip + limit);
  const key = Symbol.for("flow_builder.marked");
  const kept = globalThis[key] ?? [];
  delete globalThis[key];

  const parent = (node) => node.parentNode ?? node.host ?? null;
  const byRow = (elements, containers) => {
    const index = new Map(containers.map((container) => [container, []]));
    for (const element of elements) {
      let node = element;
      while (node && !index.has(node)) node = parent(node);
      if (node) index.get(node).push(element);
    }
    return index;
  };

  const inTree = (root, css) => {
    const found = [...root.querySelectorAll(css)];
    if (root.shadowRoot) found.push(...inTree(root.shadowRoot, css));
    for (const inner of root.querySelectorAll("*")) if (inner.shadowRoot) found.push(...inTree(inner.shadowRoot, css));
    return found;
  };
  const byCss = (row, css) => {
    const plain = row.querySelectorAll(css);
    return plain.length ? [...plain] : inTree(row, css);
  };
  const byXpath = (row, xpath) => {
    const relative = xpath.startsWith("/") ? "." + xpath : xpath;
    const found = document.evaluate(relative, row, null, XPathResult.ORDERED_NODE_SNAPSHOT_TYPE, null);
    return Array.from({ length: found.snapshotLength }, (_, i) => found.snapshotItem(i));
  };
  const candidates = (row, target) =>
    target.css != null ? byCss(row, target.css)
    : target.xpath != null ? byXpath(row, target.xpath)
    : byCss(row, `[data-testid="${CSS.escape(target.test_id)}"]`);
  const pick = (found, nth) => (nth == null ? found : [found.at(nth)].filter(Boolean));
  const matches = (row, field, marked) => {
    if (marked) return pick(marked.get(row), field.targets[0].nth);
    if (!field.targets.length) return [row];
    for (const target of field.targets) {
      const first = !field.many && target.nth == null && target.css != null ? row.querySelector(target.css) : null;
      if (first) return [first];
      const found = pick(candidates(row, target), target.nth);
      if (found.length) return found;
    }
    return [];
  };

  const tidy = (text) => text.replace(/[\s\u00a0]+/g, " ").trim();
  const raw = (element, { attr, exact }) => {
    if (attr === "text" && exact) return element.textContent ?? "";
    if (attr === "text") return tidy(element.innerText ?? element.textContent ?? "");
    if (attr === "html") return element.outerHTML;
    if (attr === "value" && "value" in element) return String(element.value);
    return element.getAttribute?.(attr) ?? null;
  };
  const absolute = (text) => {
    try { return new URL(text, document.baseURI).href; } catch { return text; }
  };
  const linked = (element, field) =>
    element.getAttribute?.("href") ?? element.getAttribute?.("src") ?? raw(element, field);
  const read = (element, field) => {
    const text = field.url && field.attr === "text" ? linked(element, field) : raw(element, field);
    return field.url && text ? absolute(text) : text;
  };

  // Field by field, so that marked elements are sorted into their containers once.
  const column = (containers, field) => {
    const marked = field.marked == null ? null : byRow(kept[field.marked], containers);
    const found = containers.map((container) => {
      const elements = matches(container, field, marked);
      return field.many ? elements : elements.slice(0, 1);
    });
    if (!field.fields.length) {
      if (!field.many) return found.map(([element]) => (element ? read(element, field) : null));
      return found.map((elements) => elements.map((each) => read(each, field)).filter((text) => text != null));
    }
    const inner = table([...new Set(found.flat())], field.fields);
    return found.map((elements) => (field.many ? elements.map((each) => inner.get(each)) : inner.get(elements[0]) ?? null));
  };
  const table = (containers, columns) => {
    const values = columns.map((field) => column(containers, field));
    return new Map(containers.map((container, i) => [container, values.map((each) => each[i])]));
  };
  return JSON.stringify([...table(rows, fields).values()]);
}

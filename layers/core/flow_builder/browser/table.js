// Reads each table's rows as written, head first; JSON text per table, null if it is none. What tables within its
// cells say is left out. A cell is [text, link, columns, rows, whether it is a heading].
(elements) => elements.map((table) => {
  if (!(table instanceof HTMLTableElement)) return null;
  const tidy = (text) => text.replace(/[\s\u00a0]+/g, " ").trim();
  const nests = table.querySelector("table") !== null;
  const text = (node) => {
    if (node.tagName === "TABLE") return "";
    const parts = nests && node.querySelector?.("table") ? [...node.childNodes] : null;
    return parts ? parts.map(text).join(" ") : node.innerText ?? node.textContent ?? "";
  };
  const linked = table.querySelector("a[href]") !== null;
  const href = (each) => {
    const link = linked ? each.querySelector("a[href]") : null;
    return link && link.closest("table") === table ? link.href : null;
  };
  const cell = (each) => [tidy(text(each)), href(each), each.colSpan, each.rowSpan, each.tagName === "TH"];
  const groups = new Map();
  const rows = [...table.rows].map((row) => {
    const parent = row.parentElement;
    if (!groups.has(parent)) groups.set(parent, groups.size);
    return { cells: [...row.cells].map(cell), group: groups.get(parent), head: parent.tagName === "THEAD" };
  });
  return JSON.stringify({ rows, caption: table.caption ? tidy(table.caption.innerText) : null });
})

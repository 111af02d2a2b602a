// Reads each table's rows as written, head first; JSON text per table, null if it is none. What tables within its
// cells say is left out.
(elements) => elements.map((table) => {
  if (!(table instanceof HTMLTableElement)) return null;
  const tidy = (text) => text.replace(/[\s\u00a0]+/g, " ").trim();
  const text = (node) => {
    if (node.tagName === "TABLE") return "";
    if (!node.querySelector?.("table")) return node.innerText ?? node.textContent ?? "";
    return [...node.childNodes].map(text).join(" ");
  };
  const cell = (each) => {
    const link = each.querySelector("a[href]");
    return {
      text: tidy(text(each)),
      href: link && link.closest("table") === table ? link.href : null,
      across: each.colSpan,
      down: each.rowSpan,
      heading: each.tagName === "TH",
    };
  };
  const groups = new Map();
  const rows = [...table.rows].map((row) => {
    const parent = row.parentElement;
    if (!groups.has(parent)) groups.set(parent, groups.size);
    return { cells: [...row.cells].map(cell), group: groups.get(parent), head: parent.tagName === "THEAD" };
  });
  return JSON.stringify({ rows, caption: table.caption ? tidy(table.caption.innerText) : null });
})

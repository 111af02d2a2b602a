// Reads each table as a grid of cell texts with row and column spans filled in; JSON text per table, null if it is none.
(elements, { links }) => elements.map((table) => {
  if (!(table instanceof HTMLTableElement)) return null;
  const tidy = (text) => text.replace(/[\s\u00a0]+/g, " ").trim();
  const span = (cell, name, most) => Math.min(Math.max(parseInt(cell.getAttribute(name) ?? "1", 10) || 1, 1), most);
  const grid = [];
  const heads = [];
  const rows = [...table.rows];
  rows.forEach((row, r) => {
    grid[r] ??= [];
    let column = 0;
    for (const cell of row.cells) {
      while (grid[r][column] !== undefined) column += 1;
      const link = links ? cell.querySelector("a[href]") : null;
      const content = { text: tidy(cell.innerText ?? cell.textContent), href: link ? link.href : null };
      // Span 0 means "to the end of its group"; browsers cap columns at 1,000.
      const down = cell.getAttribute("rowspan") === "0" ? rows.length - r : span(cell, "rowspan", rows.length - r);
      const across = span(cell, "colspan", 1000);
      for (let y = r; y < r + down; y += 1) {
        grid[y] ??= [];
        for (let x = column; x < column + across; x += 1) grid[y][x] = content;
      }
      column += across;
    }
    const isHead = row.parentElement.tagName === "THEAD";
    const allHead = row.cells.length > 0 && [...row.cells].every((cell) => cell.tagName === "TH");
    heads.push(isHead || (allHead && heads.every(Boolean)));
  });
  const filled = grid.map((row) => Array.from(row, (cell) => cell ?? { text: "", href: null }));
  return JSON.stringify({ grid: filled, heads, caption: table.caption ? tidy(table.caption.innerText) : null });
})

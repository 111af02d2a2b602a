// Scrolls what the last row lies in, the window included: to the end, or by a screen. Tells whether anything moved.
(rows, { screen }) => {
  const row = rows.at(-1);
  if (!row) return false;
  const boxes = [];
  for (let node = row.parentElement; node; node = node.parentElement) {
    const scrolls = node === document.scrollingElement || /auto|scroll|overlay/.test(getComputedStyle(node).overflowY);
    if (scrolls && node.scrollHeight > node.clientHeight) boxes.push(node);
  }
  const before = boxes.map((box) => box.scrollTop);
  for (const box of boxes) {
    const top = screen ? box.scrollTop + box.clientHeight * 0.8 : box.scrollHeight;
    box.scrollTo({ top, behavior: "instant" });
  }
  if (!screen) row.scrollIntoView({ block: "end", behavior: "instant" });
  return boxes.some((box, i) => Math.abs(box.scrollTop - before[i]) > 1);
}

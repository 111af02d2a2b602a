// Scrolls the last row's scrolling ancestors, and the window, to their ends.
(row) => {
  for (let node = row.parentElement; node; node = node.parentElement) {
    if (node.scrollHeight > node.clientHeight) node.scrollTop = node.scrollHeight;
  }
  row.scrollIntoView({ block: "end" });
  window.scrollTo(0, document.documentElement.scrollHeight);
}

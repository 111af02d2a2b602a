// Whether an element, or something inside it or its label, is what lies at a point of its bounding box.
(element, [x, y]) => {
  const box = element.getBoundingClientRect();
  let found = element.getRootNode().elementFromPoint(box.left + x, box.top + y);
  const label = element.labels?.[0];
  for (; found; found = found.parentNode ?? found.host) if (found === element || found === label) return true;
  return false;
}

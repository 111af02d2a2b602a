// Where to aim at an element: [x, y, width, height] of the middle and the size of its first visible box, relative to
// its bounding box, and the widths of its left and top border. A link that runs over two lines has a bounding box whose
// middle may be beside it.
(element) => {
  const all = element.getBoundingClientRect();
  const box = [...element.getClientRects()].find((each) => each.width > 0 && each.height > 0) ?? all;
  const left = Math.max(box.left, 0), top = Math.max(box.top, 0);
  const right = Math.min(box.right, innerWidth), bottom = Math.min(box.bottom, innerHeight);
  const size = [right - left, bottom - top, element.clientLeft, element.clientTop];
  return [(left + right) / 2 - all.left, (top + bottom) / 2 - all.top, ...size];
}

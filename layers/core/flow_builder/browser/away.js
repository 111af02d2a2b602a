// How far to scroll down (up, if negative) to have an element in the middle of the view; 0 when it can be seen.
(element) => {
  const box = element.getBoundingClientRect();
  const middle = box.top + box.height / 2;
  return middle > 0 && middle < innerHeight ? 0 : middle - innerHeight / 2;
}

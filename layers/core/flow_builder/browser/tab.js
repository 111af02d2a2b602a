// Where a page is scrolled to, and its sessionStorage; pages without an origin have none.
() => {
  let storage = {};
  try {
    storage = { ...sessionStorage };
  } catch {
    // an opaque origin
  }
  return { scroll: [scrollX, scrollY], storage };
}

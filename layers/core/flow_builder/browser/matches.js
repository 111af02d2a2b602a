// The elements of the best target that matches, as {rank, elements}. Null when none does, and when only the driver's
// own engines can tell: they look into open shadow roots and know selectors that the page does not.
(targets) => {
  for (const element of document.querySelectorAll("*")) if (element.shadowRoot) return null;
  const byXpath = (xpath) => {
    const found = document.evaluate(xpath, document, null, XPathResult.ORDERED_NODE_SNAPSHOT_TYPE, null);
    const nodes = Array.from({ length: found.snapshotLength }, (_, i) => found.snapshotItem(i));
    return nodes.filter((node) => node.nodeType === Node.ELEMENT_NODE);
  };
  const all = (target) =>
    target.xpath != null ? byXpath(target.xpath)
    : [...document.querySelectorAll(target.css ?? `[data-testid="${CSS.escape(target.test_id)}"]`)];
  try {
    for (const [rank, target] of targets.entries()) {
      const found = all(target);
      const elements = target.nth == null ? found : [found.at(target.nth)].filter(Boolean);
      if (elements.length) return { rank, elements };
    }
  } catch {
    // Not a selector of the page's own.
  }
  return null;
}

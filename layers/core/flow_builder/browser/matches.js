// The elements of the best target that matches, as {rank, elements}. Null when none does, and when only the driver's
// own engines can tell: they look into open shadow roots and know selectors that the page does not.
// Labels, texts and attributes are compared as those engines do it.
(targets) => {
  const everything = [...document.querySelectorAll("*")];
  if (everything.some((element) => element.shadowRoot)) return null;
  const tidy = (text) => text.replace(/[\u200b\u00ad]/g, "").trim().replace(/\s+/g, " ");
  const unread = (node) =>
    ["SCRIPT", "NOSCRIPT", "STYLE"].includes(node.nodeName) || (document.head != null && document.head.contains(node));
  const known = new Map();
  const full = (node) => {
    if (unread(node)) return "";
    if (node instanceof HTMLInputElement && ["submit", "button", "reset"].includes(node.type)) return node.value;
    let text = known.get(node);
    if (text !== undefined) return text;
    text = "";
    for (const child of node.childNodes) {
      if (child.nodeType === Node.TEXT_NODE) text += child.nodeValue;
      else if (child.nodeType === Node.ELEMENT_NODE) text += full(child);
    }
    known.set(node, text);
    return text;
  };
  const matcher = (wanted, exact) => {
    const plain = tidy(wanted);
    return exact ? (text) => tidy(text) === plain : (text) => tidy(text).toLowerCase().includes(plain.toLowerCase());
  };

  const byXpath = (xpath) => {
    const found = document.evaluate(xpath, document, null, XPathResult.ORDERED_NODE_SNAPSHOT_TYPE, null);
    const nodes = Array.from({ length: found.snapshotLength }, (_, i) => found.snapshotItem(i));
    return nodes.filter((node) => node.nodeType === Node.ELEMENT_NODE);
  };
  const byText = (wanted, exact) => {
    const fits = matcher(wanted, exact);
    let above = null;
    return everything.filter((element) => {
      if (!exact && above && above.contains(element)) return false;
      if (unread(element) || !fits(full(element))) {
        above = element;
        return false;
      }
      return ![...element.children].some((child) => fits(full(child)));
    });
  };
  const labels = (element) => {
    const named = element.ariaLabelledByElements;
    if (named && named.length) return named.map(full);
    const own = element.getAttribute("aria-label");
    if (own !== null && own.trim()) return [own];
    return element.type !== "hidden" && element.labels ? [...element.labels].map(full) : [];
  };
  const byLabel = (wanted, exact) => {
    const fits = matcher(wanted, exact);
    return everything.filter((element) => labels(element).some(fits));
  };
  const byAttribute = (name, wanted, exact) => {
    const lower = wanted.toLowerCase();
    const fits = exact ? (text) => text === wanted : (text) => text.toLowerCase().includes(lower);
    return [...document.querySelectorAll(`[${name}]`)].filter((element) => fits(element.getAttribute(name)));
  };
  const all = (target) => {
    if (target.xpath != null) return byXpath(target.xpath);
    if (target.text != null) return byText(target.text, target.exact);
    if (target.label != null) return byLabel(target.label, target.exact);
    for (const name of ["placeholder", "alt", "title"]) {
      if (target[name] != null) return byAttribute(name, target[name], target.exact);
    }
    return [...document.querySelectorAll(target.css ?? `[data-testid="${CSS.escape(target.test_id)}"]`)];
  };
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

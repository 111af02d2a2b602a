// What all elements of one kind are like, in the document and its open shadow roots; they are kept for `chosen`.
(root, { tag, role, limit }) => {
  const identity = IDENTITY;
  const all = [];
  const walk = (tree) => {
    for (const element of tree.querySelectorAll("*")) {
      if (element.localName === tag || element.getAttribute("role") === role) all.push(element);
      if (element.shadowRoot) walk(element.shadowRoot);
    }
  };
  walk(root.getRootNode());
  const visible = all.filter((element) => element.checkVisibility({ visibilityProperty: true })).slice(0, limit);
  globalThis[Symbol.for("flow_builder.candidates")] = visible;
  return visible.map(identity);
}

// Keeps elements for the extraction that follows and returns the number under which they are kept.
(elements) => {
  const kept = (globalThis[Symbol.for("flow_builder.marked")] ??= []);
  return kept.push(elements) - 1;
}

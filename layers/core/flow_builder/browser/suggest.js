// Ways to name an element, the ones that last longest first; whoever asked makes sure that they match it alone.
(element, { role, name }) => {
  const steady = (text) => text && text.length <= 60 && !/\d{3,}|[0-9a-f]{8,}|^:|\s/.test(text);
  const found = [];
  const add = (kind, value, more) => { if (value && value.length <= 80) found.push({ [kind]: value, ...more }); };
  add("test_id", element.getAttribute("data-testid"));
  if (role && name) found.push({ role, name, exact: true });
  if (element.labels?.length) add("label", name, { exact: true });
  for (const kind of ["placeholder", "alt", "title"]) add(kind, element.getAttribute(kind), { exact: true });
  if (steady(element.id)) found.push({ css: `#${CSS.escape(element.id)}` });
  const named = element.getAttribute("name");
  if (steady(named)) found.push({ css: `${element.localName}[name=${JSON.stringify(named)}]` });
  if (!element.matches("input, textarea, select")) add("text", name, { exact: true });
  const path = [];
  for (let each = element; each; each = each.parentElement) {
    if (steady(each.id)) {
      path.unshift(`#${CSS.escape(each.id)}`);
      break;
    }
    const same = [...(each.parentElement?.children ?? [])].filter((other) => other.localName === each.localName);
    path.unshift(same.length > 1 ? `${each.localName}:nth-of-type(${same.indexOf(each) + 1})` : each.localName);
  }
  found.push({ css: path.join(" > ") });
  return found;
}

// What the page looks like to a person: visible text and controls, and what the controls hold. Of the text only letters:
// numbers count things, and come with signs around them.
() => {
  const seen = (element) => (element.checkVisibility ? element.checkVisibility() : element.offsetParent !== null);
  const plain = (text) => text.replace(/[^\p{L}]+/gu, " ").trim();
  const controls = [];
  let passwords = 0;
  for (const each of document.querySelectorAll("input, textarea, select, button, [contenteditable=true]")) {
    if (!seen(each)) continue;
    if (each.type === "password") passwords += 1;
    const held = each.type === "password" ? "" : [each.value ?? each.textContent, each.checked === true].join("|");
    controls.push([each.tagName, each.type ?? "", each.name ?? "", held].join("|"));
  }
  const text = plain((document.body?.innerText ?? "").slice(0, 200000));
  return { title: plain(document.title), text: text + "\n" + controls.slice(0, 2000).join("\n"), passwords };
}

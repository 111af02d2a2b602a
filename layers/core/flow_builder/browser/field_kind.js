// What a field is: an input's type, "textarea", "editable", or the tag's name.
(element) => {
  if (element.isContentEditable) return "editable";
  const tag = element.tagName.toLowerCase();
  return tag === "input" ? element.type : tag;
}

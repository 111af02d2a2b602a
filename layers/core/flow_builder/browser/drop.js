// Drops files onto an element as a person's mouse would, and tells whether the page took them.
(element, files) => {
  const transfer = new DataTransfer();
  for (const { name, type, data } of files) {
    const bytes = Uint8Array.from(atob(data), (char) => char.charCodeAt(0));
    transfer.items.add(new File([bytes], name, { type }));
  }
  const box = element.getBoundingClientRect();
  const about = {
    bubbles: true,
    cancelable: true,
    composed: true,
    dataTransfer: transfer,
    clientX: box.x + box.width / 2,
    clientY: box.y + box.height / 2,
  };
  const send = (kind) => !element.dispatchEvent(new DragEvent(kind, about));
  const entered = send("dragenter");
  const over = send("dragover"); // only where this is prevented a browser lets anything drop
  if (!over && !entered) {
    send("dragleave");
    return false;
  }
  return send("drop");
}

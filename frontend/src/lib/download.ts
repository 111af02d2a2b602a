/** Saves text as a file on the user's machine. */
export function saveText(name: string, text: string, type = "application/json"): void {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  // The browser has taken the content by the next task; revoking at once would cancel the download in Firefox.
  setTimeout(() => URL.revokeObjectURL(url), 0);
}

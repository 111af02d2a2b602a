/** Saves text as a file on the user's machine. */
export function saveText(name: string, text: string, type = "application/json"): void {
  saveBlob(name, new Blob([text], { type }));
}

/** Saves a file on the user's machine. */
export function saveBlob(name: string, blob: Blob): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  // The browser has taken the content soon after; revoking at once would cancel the download in Firefox.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

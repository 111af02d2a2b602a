declare global {
  var __webpack_nonce__: string | undefined;
}

/** Lets libraries that write style elements (scroll locks of dialogs, the code editor) pass the page's policy. */
export function takeStyleNonce(): void {
  const meta = document.querySelector<HTMLMetaElement>("meta[property=csp-nonce]");
  globalThis.__webpack_nonce__ = meta?.nonce;
}

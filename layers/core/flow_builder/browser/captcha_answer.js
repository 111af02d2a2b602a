// Gives the page a captcha's answer the way its maker's script would: fields, the getters, then the callback.
// Returns how many fields and callbacks took it.
({ kind, siteKey, token }) => {
  const family = { recaptcha_v2: "grecaptcha", recaptcha_v3: "grecaptcha", hcaptcha: "hcaptcha" }[kind] ?? "turnstile";
  const names = {
    grecaptcha: ["g-recaptcha-response"],
    hcaptcha: ["h-captcha-response", "g-recaptcha-response"],
    turnstile: ["cf-turnstile-response", "g-recaptcha-response"],
  }[family];
  let fields = 0;
  for (const name of names) {
    for (const field of document.querySelectorAll(`[name="${name}"], [id^="${name}"]`)) {
      if (!("value" in field)) continue;
      field.value = token;
      for (const type of ["input", "change"]) field.dispatchEvent(new Event(type, { bubbles: true }));
      fields += 1;
    }
  }
  const maker = globalThis[family];
  for (const api of [maker, maker?.enterprise]) {
    if (!api) continue;
    try {
      api.getResponse = () => token;
      if (kind === "recaptcha_v3") api.execute = () => Promise.resolve(token);
    } catch { /* frozen: the fields and the callback have to do */ }
  }
  const callbacks = new Set();
  const named = (path) => path?.split(".").reduce((at, name) => at?.[name], globalThis);
  const widgets = { grecaptcha: ".g-recaptcha", hcaptcha: ".h-captcha", turnstile: ".cf-turnstile" }[family];
  for (const widget of document.querySelectorAll(widgets)) {
    const callback = named(widget.dataset.callback);
    if (typeof callback === "function") callbacks.add(callback);
  }
  // Widgets made by script: reCAPTCHA keeps what it was told in a tree without fixed names.
  const walk = (node, depth) => {
    if (!node || typeof node !== "object" || depth > 5 || node instanceof Node || node === globalThis) return;
    if (node.sitekey && "callback" in node && (!siteKey || node.sitekey === siteKey)) {
      const callback = typeof node.callback === "string" ? named(node.callback) : node.callback;
      if (typeof callback === "function") callbacks.add(callback);
    }
    for (const value of Object.values(node)) walk(value, depth + 1);
  };
  if (family === "grecaptcha") walk(globalThis.___grecaptcha_cfg?.clients, 0);
  let called = 0;
  for (const callback of callbacks) {
    try { callback(token); called += 1; } catch (error) { console.error(error); }
  }
  return { fields, callbacks: called, getters: Boolean(maker) };
}

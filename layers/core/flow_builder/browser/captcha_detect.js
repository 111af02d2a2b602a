// The captchas of a document, by what their makers document and by the frames that their scripts put in.
// [{kind, siteKey, action, data, invisible, enterprise, blocking, answered}]
() => {
  const found = new Map();
  const all = (selector) => [...document.querySelectorAll(selector)];
  const seen = (element) => element.getClientRects().length > 0;
  const answered = (name) => all(`[name="${name}"]`).some((field) => field.value);
  const add = (kind, siteKey, rest) => {
    const key = `${kind} ${siteKey}`;
    const known = found.get(key) ?? { kind, siteKey: siteKey || null };
    for (const [name, value] of Object.entries(rest)) if (value) known[name] = value;
    found.set(key, known);
  };
  const addresses = (selector) => all(selector).flatMap((element) => {
    try { return [[element, new URL(element.src)]]; } catch { return []; }
  });
  const hosted = (url, ...hosts) => hosts.some((host) => url.hostname === host || url.hostname.endsWith(`.${host}`));

  const challenge = globalThis._cf_chl_opt
    || document.querySelector("#challenge-form, #challenge-running, #challenge-stage, #cf-challenge-running")
    || (document.querySelector('script[src*="/cdn-cgi/challenge-platform/"]')
        && /^(Just a moment|Attention Required|Nur einen Moment|Un instant)/.test(document.title));

  for (const element of all("[data-sitekey]")) {
    const { sitekey, size, action, s, rqdata, cdata } = element.dataset;
    if (!sitekey || element.matches("script")) continue;
    if (element.matches(".h-captcha")) {
      add("hcaptcha", sitekey, { data: rqdata, invisible: size === "invisible", answered: answered("h-captcha-response") });
    } else if (element.matches(".cf-turnstile")) {
      add("turnstile", sitekey, { action, data: cdata, answered: answered("cf-turnstile-response") });
    } else if (element.matches(".g-recaptcha")) {
      add("recaptcha_v2", sitekey, { data: s, action, invisible: size === "invisible" || element.matches("button, input"), answered: answered("g-recaptcha-response") });
    }
  }
  for (const [frame, url] of addresses("iframe[src]")) {
    const fragment = new URLSearchParams(url.hash.slice(1));
    if (/\/recaptcha\/(api2|enterprise)\/anchor/.test(url.pathname)) {
      const siteKey = url.searchParams.get("k");
      if (found.has(`recaptcha_v3 ${siteKey}`)) continue;
      const v3 = addresses("script[src]").some(([, from]) => from.searchParams.get("render") === siteKey);
      const enterprise = url.pathname.includes("/enterprise/");
      add(v3 ? "recaptcha_v3" : "recaptcha_v2", siteKey, {
        enterprise, invisible: url.searchParams.get("size") === "invisible", data: url.searchParams.get("s"),
        answered: !v3 && answered("g-recaptcha-response"),
      });
    } else if (hosted(url, "hcaptcha.com") && (fragment.get("sitekey") || url.searchParams.get("sitekey"))) {
      const siteKey = fragment.get("sitekey") ?? url.searchParams.get("sitekey");
      add("hcaptcha", siteKey, { invisible: fragment.get("size") === "invisible", answered: answered("h-captcha-response") });
    } else if (url.hostname === "challenges.cloudflare.com" && seen(frame)) {
      const siteKey = /\/(0x[\w-]+|[123]x0+\w+)(?=\/|$)/.exec(url.pathname)?.[1];
      if (siteKey && !challenge) add("turnstile", siteKey, { answered: answered("cf-turnstile-response") });
    }
  }
  for (const [, url] of addresses("script[src]")) {
    const siteKey = /\/recaptcha\/(api|enterprise)\.js$/.test(url.pathname) && url.searchParams.get("render");
    if (siteKey && siteKey !== "explicit" && siteKey !== "onload") {
      add("recaptcha_v3", siteKey, { enterprise: url.pathname.includes("enterprise") });
    }
  }
  if (challenge) add("cloudflare", all("[data-sitekey]")[0]?.dataset.sitekey, { blocking: true });

  // A page that shows hardly anything but its captcha is one that has been put in between.
  const words = (document.body?.innerText ?? "").trim().length;
  const controls = all("input:not([type=hidden]), button, select").filter(seen).length;
  for (const captcha of found.values()) {
    const v3 = captcha.kind === "recaptcha_v3";
    if (!v3 && !captcha.answered && !captcha.invisible && words < 600 && controls <= 2) captcha.blocking = true;
  }
  return [...found.values()];
}

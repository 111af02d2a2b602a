// What a site can read about a browser, wherever this runs: in a page, a frame or a worker.
async function traits() {
  const high = ["architecture", "bitness", "fullVersionList", "model", "platformVersion", "uaFullVersion", "wow64"];
  const canvas = globalThis.document ? document.createElement("canvas") : new OffscreenCanvas(9, 9);
  const gl = canvas.getContext("webgl");
  const about = gl?.getExtension("WEBGL_debug_renderer_info");
  return {
    everywhere: {
      userAgent: navigator.userAgent,
      appVersion: navigator.appVersion,
      brands: navigator.userAgentData.brands,
      high: await navigator.userAgentData.getHighEntropyValues(high),
      platform: navigator.platform,
      language: navigator.language,
      languages: navigator.languages,
      cores: navigator.hardwareConcurrency,
      memory: navigator.deviceMemory,
      timezone: Intl.DateTimeFormat().resolvedOptions().timeZone,
      locale: Intl.DateTimeFormat().resolvedOptions().locale,
      number: (1.5).toLocaleString(),
      webgl: about && gl.getParameter(about.UNMASKED_RENDERER_WEBGL),
    },
    webdriver: navigator.webdriver ?? null,
    screen: globalThis.screen ? [screen.width, screen.height, screen.colorDepth] : null,
    window: globalThis.window ? [innerWidth, innerHeight, outerWidth, outerHeight] : null,
    plugins: navigator.plugins?.length ?? null,
    headers: await (await fetch(`/headers?${Math.random()}`)).text(),
  };
}

const BROWSERS: readonly (readonly [RegExp, string])[] = [
  [/Edg\//, "Edge"],
  [/OPR\//, "Opera"],
  [/Firefox\//, "Firefox"],
  [/HeadlessChrome\/|Chrome\//, "Chrome"],
  [/Safari\//, "Safari"],
];
const SYSTEMS: readonly (readonly [RegExp, string])[] = [
  [/Android/, "Android"],
  [/iPhone|iPad/, "iOS"],
  [/Windows/, "Windows"],
  [/Mac OS X/, "macOS"],
  [/Linux/, "Linux"],
];

interface Agent {
  /** Such as `Firefox, Linux`; for programs what they call themselves. */
  name: string;
  kind: "phone" | "computer" | "program";
}

/** Returns what a client's user agent means to people. */
export function agentName(agent: string): Agent {
  const named = (table: typeof BROWSERS) => table.find(([pattern]) => pattern.test(agent))?.[1];
  const browser = named(BROWSERS);
  if (!browser) return { name: agent.split(" ")[0] ?? "", kind: "program" };
  const system = named(SYSTEMS);
  const kind = system === "Android" || system === "iOS" ? "phone" : "computer";
  return { name: system ? `${browser}, ${system}` : browser, kind };
}

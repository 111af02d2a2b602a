/** Expressions in configurations: finding and renaming what they read. */

/** Returns a value with every text in it changed. */
export function mapTexts<T>(value: T, change: (text: string) => string): T {
  if (typeof value === "string") return change(value) as T;
  if (Array.isArray(value)) {
    const mapped = value.map((each: unknown) => mapTexts(each, change));
    return (mapped.some((each, index) => each !== value[index]) ? mapped : value) as T;
  }
  if (typeof value !== "object" || value === null) return value;
  let changed = false;
  const mapped: Record<string, unknown> = {};
  for (const [name, each] of Object.entries(value)) {
    mapped[name] = mapTexts(each as unknown, change);
    if (mapped[name] !== each) changed = true;
  }
  return (changed ? mapped : value) as T;
}

const STEP = /(\bsteps\s*(?:\.\s*|\[\s*["']))([A-Za-z_]\w*)/g;

/** Returns a text whose expressions read steps by their new keys. */
export function renameSteps(text: string, keys: ReadonlyMap<string, string>): string {
  return text.replace(/\{\{.*?\}\}/gs, (expression) =>
    expression.replace(STEP, (whole, before: string, key: string) => {
      const renamed = keys.get(key);
      return renamed === undefined ? whole : before + renamed;
    }),
  );
}

/** Reads of an address's parameters; what does not fit is as if it were not there. */
type Raw = Record<string, unknown>;

export function textOf(raw: Raw, name: string): string | undefined {
  const value = raw[name];
  const text = typeof value === "number" ? String(value) : value;
  return typeof text === "string" && text !== "" ? text : undefined;
}

export function flagOf(raw: Raw, name: string): true | undefined {
  return raw[name] === true || raw[name] === "true" || raw[name] === 1 ? true : undefined;
}

export function oneOf<T extends string>(raw: Raw, name: string, known: readonly T[]): T | undefined {
  return known.find((each) => each === raw[name]);
}

/** A list written with commas: `failed,timed_out`. */
export function someOf<T extends string>(raw: Raw, name: string, known: readonly T[]): T[] {
  const given = (textOf(raw, name) ?? "").split(",");
  return known.filter((each) => given.includes(each));
}

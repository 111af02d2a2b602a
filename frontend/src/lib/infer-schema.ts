/** The JSON Schema that values have in common. */
export interface Inferred {
  type?: string | string[];
  properties?: Record<string, Inferred>;
  required?: string[];
  items?: Inferred;
}

const LOOKED_AT = 200;

/** Returns the schema of a value: types, fields with those that are always there, items of lists. */
export function inferSchema(value: unknown): Inferred {
  if (value === null || value === undefined) return { type: "null" };
  if (Array.isArray(value)) {
    const items = value.slice(0, LOOKED_AT).map(inferSchema);
    return { type: "array", ...(items.length ? { items: items.reduce(merged) } : {}) };
  }
  if (typeof value === "object") {
    const properties = Object.fromEntries(
      Object.entries(value).map(([name, each]) => [name, inferSchema(each)]),
    );
    return { type: "object", properties, required: Object.keys(properties) };
  }
  if (typeof value === "number") return { type: Number.isInteger(value) ? "integer" : "number" };
  return { type: typeof value };
}

function typesOf({ type }: Inferred): string[] {
  return type === undefined ? [] : Array.isArray(type) ? type : [type];
}

/** Returns what holds for the values of both schemas. */
function merged(a: Inferred, b: Inferred): Inferred {
  const both = [...new Set([...typesOf(a), ...typesOf(b)])].toSorted();
  const types = both.includes("number") ? both.filter((type) => type !== "integer") : both;
  const found: Inferred = { type: types.length === 1 ? types[0] : types };
  if (a.properties ?? b.properties) {
    const [left, right] = [a.properties ?? {}, b.properties ?? {}];
    found.properties = Object.fromEntries(
      Object.keys({ ...left, ...right }).map((name) => [name, joined(left[name], right[name])]),
    );
    // Nothing is asked of an object by values that are none.
    const asked = [a.required, b.required].filter((each) => each !== undefined);
    found.required = asked.reduce((one, other) => one.filter((name) => other.includes(name)));
  }
  if (a.items ?? b.items) found.items = joined(a.items, b.items);
  return found;
}

function joined(a: Inferred | undefined, b: Inferred | undefined): Inferred {
  return a && b ? merged(a, b) : (a ?? b ?? {});
}

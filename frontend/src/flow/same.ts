/** Tells whether two documents say the same, although one of them was written down by the host. */
import type { FlowDocument } from "@/api/types";

/** What people put in here is theirs: an empty text in a node's settings is not the same as none. */
const FREE = new Set(["config", "input_schema", "pinned_output", "env"]);

export function sameDocument(a: FlowDocument, b: FlowDocument): boolean {
  return JSON.stringify(canonical(a, false)) === JSON.stringify(canonical(b, false));
}

/** Returns a value with its keys in order and, outside of what is free, without what says nothing. */
function canonical(value: unknown, free: boolean): unknown {
  if (Array.isArray(value)) return value.map((each) => canonical(each, free));
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value)
    .map(([name, each]) => [name, canonical(each, free || FREE.has(name))] as const)
    .filter(([, each]) => each !== undefined && (free || !saysNothing(each)))
    .toSorted(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(entries);
}

function saysNothing(value: unknown): boolean {
  if (typeof value === "object" && value !== null) return Object.keys(value).length === 0;
  return value === null || value === "" || value === 0 || value === false;
}

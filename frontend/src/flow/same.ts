/** Tells whether two documents say the same, although one of them was written down by the host. */
import type { FlowDocument } from "@/api/types";

/** What people put in here is theirs: an empty text in a node's settings is not the same as none. */
const FREE = new Set(["config", "input_schema", "pinned_output", "env"]);

export function sameDocument(a: FlowDocument, b: FlowDocument): boolean {
  return textOf(a) === textOf(b);
}

/** Returns a short text that is the same for documents that say the same, and in all likelihood only for those. */
export function fingerprint(document: FlowDocument): string {
  const text = textOf(document);
  let high = 0x9dc5811c;
  let low = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) {
    low = Math.imul(low ^ text.charCodeAt(at), 0x01000193);
    high = Math.imul(high ^ text.charCodeAt(at), 0x85ebca6b);
  }
  return `${text.length}.${low >>> 0}.${high >>> 0}`;
}

function textOf(document: FlowDocument): string {
  return JSON.stringify(canonical(document, false));
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

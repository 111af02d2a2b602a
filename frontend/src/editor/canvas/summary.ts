import type { DocumentNode } from "@/api/types";

/** Settings that say best what a node does, the most telling first. */
const TELLING = [
  "url",
  "where",
  "when",
  "condition",
  "over",
  "message",
  "query",
  "prompt",
  "flow",
  "dataset",
  "row",
  "target",
  "items",
  "text",
  "value",
  "expression",
  "key",
  "name",
  "set",
  "script",
];
const LONGEST = 60;

/** Returns what a node does in a few words from its settings; empty when they say nothing. */
export function summaryOf({ config }: DocumentNode): string {
  for (const name of TELLING) {
    const text = say(config?.[name]);
    if (text) return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
  }
  return "";
}

function say(value: unknown): string {
  if (typeof value === "string") return value.replace(/^\{\{\s*(.*?)\s*\}\}$/s, "$1").replace(/\s+/g, " ");
  if (typeof value === "number") return String(value);
  if (typeof value !== "object" || value === null || Array.isArray(value)) return "";
  for (const name of ["items", "condition", "times", "css", "text", "label", "role", "test_id", "xpath"]) {
    const text = say((value as Record<string, unknown>)[name]);
    if (text) return text;
  }
  return Object.keys(value).slice(0, 4).join(", ");
}

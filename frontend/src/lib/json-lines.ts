/** A JSON value as the lines of a tree, of which just the open ones are made. */

export type JsonKind = "object" | "array" | "string" | "number" | "boolean" | "null";

export interface JsonLine {
  /** JavaScript path from the root, such as `.items[3]["a b"]`; empty for the root. */
  path: string;
  name: string | null;
  depth: number;
  kind: JsonKind;
  value: unknown;
  /** Number of children of an object or array. */
  size: number;
  open: boolean;
}

const IDENTIFIER = /^[A-Za-z_$][\w$]*$/;

function kindOf(value: unknown): JsonKind {
  if (value === null || value === undefined) return "null";
  if (Array.isArray(value)) return "array";
  const kind = typeof value;
  return kind === "object" || kind === "string" || kind === "number" || kind === "boolean" ? kind : "string";
}

/** Returns the path of a child: `.name` where that is an identifier, `["a b"]` or `[3]` otherwise. */
export function childPath(path: string, name: string | number): string {
  if (typeof name === "number") return `${path}[${name}]`;
  return IDENTIFIER.test(name) ? `${path}.${name}` : `${path}[${JSON.stringify(name)}]`;
}

/** Returns the visible lines; `toggled` holds the paths whose state is not the one that `opensAt` gives. */
export function jsonLines(root: unknown, toggled: ReadonlySet<string>, opensAt = 2): JsonLine[] {
  const lines: JsonLine[] = [];
  const visit = (value: unknown, name: string | null, path: string, depth: number) => {
    const kind = kindOf(value);
    const size =
      kind === "array"
        ? (value as unknown[]).length
        : kind === "object"
          ? Object.keys(value as object).length
          : 0;
    const byDefault = depth < opensAt && size <= (depth === 0 ? 10_000 : 50);
    const open = size > 0 && byDefault !== toggled.has(path);
    lines.push({ path, name, depth, kind, value, size, open });
    if (!open) return;
    if (kind === "array")
      (value as unknown[]).forEach((child, index) =>
        visit(child, String(index), childPath(path, index), depth + 1),
      );
    else
      for (const [key, child] of Object.entries(value as object))
        visit(child, key, childPath(path, key), depth + 1);
  };
  visit(root, null, "", 0);
  return lines;
}

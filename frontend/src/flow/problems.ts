/** What the compiler has to say, as the editor shows it. */
import type { Diagnostic } from "@/api/types";

export interface Badge {
  errors: number;
  warnings: number;
}

/** Returns how many problems each node has. */
export function badges(diagnostics: readonly Diagnostic[]): Map<string, Badge> {
  const found = new Map<string, Badge>();
  for (const { node, severity } of diagnostics) {
    if (!node) continue;
    const badge = found.get(node) ?? { errors: 0, warnings: 0 };
    found.set(
      node,
      severity === "error"
        ? { ...badge, errors: badge.errors + 1 }
        : { ...badge, warnings: badge.warnings + 1 },
    );
  }
  return found;
}

/** Returns a node's problems by JSON pointer into its configuration; what is about the node itself is at "". */
export function fieldProblems(diagnostics: readonly Diagnostic[], node: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const each of diagnostics) {
    if (each.node !== node) continue;
    const at = each.field?.startsWith("/config") ? each.field.slice("/config".length) : "";
    const said = each.hint ? `${each.message} ${each.hint}` : each.message;
    found.set(at, found.has(at) ? `${found.get(at) ?? ""} ${said}` : said);
  }
  return found;
}

/** What the compiler has to say, as the editor shows it. */
import type { Diagnostic } from "@/api/types";

/** Returns what is there to mend: what a run costs is said elsewhere, and is no problem. */
export function toMend(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return diagnostics.filter((each) => each.severity !== "info");
}

const known = new WeakMap<readonly Diagnostic[], ReadonlyMap<string, Diagnostic>>();

/** Returns the problem that each node shows: its first error, else its first remark. Every node of the canvas asks. */
export function worst(diagnostics: readonly Diagnostic[]): ReadonlyMap<string, Diagnostic> {
  const before = known.get(diagnostics);
  if (before) return before;
  const found = new Map<string, Diagnostic>();
  for (const each of diagnostics) {
    if (!each.node) continue;
    const shown = found.get(each.node);
    if (!shown || (shown.severity !== "error" && each.severity === "error")) found.set(each.node, each);
  }
  known.set(diagnostics, found);
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

/** Which wires may be drawn, and why not. */
import type { FlowDocument } from "@/api/types";
import { type Catalogue, edgeKey, edgesOf, hasInput, nodeById, portsOf } from "@/flow/document";
import { t } from "@/lib/i18n";

export interface Wire {
  source: string;
  source_port: string;
  target: string;
}

/** Returns why a wire cannot be drawn, or null when it can. */
export function whyNot(document: FlowDocument, wire: Wire, catalogue: Catalogue): string | null {
  const source = nodeById(document, wire.source);
  const target = nodeById(document, wire.target);
  if (!source || !target) return t("One of the two nodes is gone.");
  if (source.id === target.id) return t("A node cannot come after itself. Use a Loop to do something again.");
  if (!hasInput(target)) return t("A trigger starts the flow; nothing comes before it.");
  if ((source.parent ?? null) !== (target.parent ?? null)) {
    return t(
      "Both have to lie in the same container. Data needs no wire: expressions read any earlier step.",
    );
  }
  if (!portsOf(source, catalogue).includes(wire.source_port))
    return t("There is no port “{port}”.", { port: wire.source_port });
  if (edgesOf(document).some((edge) => edgeKey(edge) === edgeKey({ ...wire, target_port: "in" })))
    return t("They are connected already.");
  if (leadsTo(document, wire.target, wire.source))
    return t("That would be a circle. Use a Loop to do something again.");
  return null;
}

/** Tells whether a way leads from one node to another. */
function leadsTo(document: FlowDocument, from: string, to: string): boolean {
  const open = [from];
  const seen = new Set<string>();
  while (open.length > 0) {
    const id = open.pop() ?? "";
    if (id === to) return true;
    if (seen.has(id)) continue;
    seen.add(id);
    for (const edge of edgesOf(document)) if (edge.source === id) open.push(edge.target);
  }
  return false;
}

/** Returns the nodes from which a way leads to this one, nearest first. */
export function earlier(document: FlowDocument, id: string): string[] {
  const found: string[] = [];
  const open = [id];
  while (open.length > 0) {
    const next = open.shift() ?? "";
    for (const edge of edgesOf(document)) {
      if (edge.target !== next || edge.source === id || found.includes(edge.source)) continue;
      found.push(edge.source);
      open.push(edge.source);
    }
  }
  return found;
}

/** The order in which people read a drawing: sources before targets, as drawn where that leaves a choice. */
import type { DocumentEdge, DocumentNode } from "@/api/types";
import { groupBy } from "@/lib/group-by";

/** Returns the nodes in topological order; those of a cycle come as they are drawn. */
function topological(nodes: readonly DocumentNode[], edges: readonly DocumentEdge[]): DocumentNode[] {
  const open = new Map(nodes.map((node) => [node.id, 0]));
  const after = new Map<string, string[]>();
  for (const { source, target } of edges) {
    if (!open.has(source) || !open.has(target)) continue;
    open.set(target, (open.get(target) ?? 0) + 1);
    after.set(source, [...(after.get(source) ?? []), target]);
  }
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const rank = new Map(nodes.map((node, index) => [node.id, index]));
  const ready = nodes.filter((node) => open.get(node.id) === 0).map((node) => node.id);
  const ordered: DocumentNode[] = [];
  while (ready.length > 0) {
    const id = ready.shift() ?? "";
    const node = byId.get(id);
    if (node) ordered.push(node);
    byId.delete(id);
    const freed = (after.get(id) ?? []).filter((next) => {
      const left = (open.get(next) ?? 0) - 1;
      open.set(next, left);
      return left === 0;
    });
    // What a step leads to comes right after it, so that branches read as a whole.
    ready.unshift(...freed.toSorted((a, b) => (rank.get(a) ?? 0) - (rank.get(b) ?? 0)));
  }
  return [...ordered, ...nodes.filter((node) => byId.has(node.id))];
}

export const CONTAINERS: ReadonlySet<string> = new Set(["core.loop", "core.try", "core.parallel"]);

/** Returns the nodes of each container (null: the top level) in reading order. */
export function childrenOf(
  nodes: readonly DocumentNode[],
  edges: readonly DocumentEdge[],
): Map<string | null, DocumentNode[]> {
  const byParent = groupBy(nodes, (node) => node.parent ?? null);
  return new Map([...byParent].map(([parent, children]) => [parent, topological(children, edges)]));
}

/** Returns the ids of the loops around a node, outermost first. */
export function loopsAround(nodes: ReadonlyMap<string, DocumentNode>, id: string): string[] {
  const loops: string[] = [];
  const seen = new Set<string>();
  let parent = nodes.get(id)?.parent ?? null;
  while (parent && !seen.has(parent)) {
    seen.add(parent);
    const holder = nodes.get(parent);
    if (holder?.type === "core.loop") loops.unshift(parent);
    parent = holder?.parent ?? null;
  }
  return loops;
}

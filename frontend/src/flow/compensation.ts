/** Which nodes can undo which: one plain step of its own without wires, as the host checks it. */
import type { DocumentNode, FlowDocument, NodeSummary } from "@/api/types";
import { edgesOf, nodesOf } from "@/flow/document";

/** Returns the nodes that can undo a node, the one that does so now among them. */
export function undoersOf(
  document: FlowDocument,
  node: DocumentNode,
  types: ReadonlyMap<string, Pick<NodeSummary, "kind" | "lane">>,
): DocumentNode[] {
  const wired = new Set(edgesOf(document).flatMap(({ source, target }) => [source, target]));
  const taken = new Set(nodesOf(document).flatMap((each) => each.compensate_with ?? []));
  return nodesOf(document).filter((each) => {
    if (each.id === node.compensate_with) return true;
    const type = types.get(each.type);
    return (
      each.id !== node.id &&
      !wired.has(each.id) &&
      !taken.has(each.id) &&
      each.compensate_with == null &&
      (each.parent == null || each.parent === node.parent) &&
      (type?.kind === "step" || type?.kind === "branch") &&
      type.lane !== "browser"
    );
  });
}

/** Returns the node that a node undoes, or undefined. */
export function undoneBy(document: FlowDocument, id: string): DocumentNode | undefined {
  return nodesOf(document).find((each) => each.compensate_with === id);
}

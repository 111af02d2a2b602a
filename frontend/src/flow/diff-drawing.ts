/** Two versions of a flow as one drawing: what is there now, and in its old place what is gone. */
import type { DocumentDiff } from "@/api/flows";
import type { DocumentEdge, DocumentNode, FlowDocument } from "@/api/types";
import {
  around,
  type Catalogue,
  edgeKey,
  edgesOf,
  isContainer,
  nodesOf,
  placeOf,
  type Point,
  portsOf,
  type Size,
  sizeOf,
  sourcePort,
} from "@/flow/document";

export type Change = "added" | "removed" | "changed" | "moved";

export interface DrawnNode {
  node: DocumentNode;
  change: Change | null;
  /** On the canvas, whatever it lies in. */
  at: Point;
  size: Size;
  /** Containers around it. */
  depth: number;
  ports: string[];
}

export interface DrawnEdge {
  key: string;
  edge: DocumentEdge;
  change: "added" | "removed" | null;
}

export interface Drawing {
  nodes: DrawnNode[];
  /** Where nodes that moved have been. */
  ghosts: DrawnNode[];
  edges: DrawnEdge[];
}

const NO_TYPES: Catalogue = new Map();

/** Returns both documents as one drawing. */
export function drawDiff(before: FlowDocument, after: FlowDocument, diff: DocumentDiff): Drawing {
  const changes = new Map(diff.nodes?.map((each) => [each.id, each]));
  const change = (id: string) => changes.get(id)?.change ?? null;
  const draw = (document: FlowDocument) => {
    const wired = wiredPorts(document);
    return (node: DocumentNode): DrawnNode => {
      const ports = [...new Set([...portsOf(node, NO_TYPES), ...(wired.get(node.id) ?? [])])];
      return {
        node,
        change: change(node.id),
        at: placeOf(document, node.id),
        size: sizeOf(document, node, ports.length),
        depth: around(document, node.id).length,
        ports,
      };
    };
  };
  const moved = (id: string) =>
    changes.get(id)?.fields?.some(({ path }) => /^\/(position\/[xy]|parent)/.test(path)) ?? false;
  const now = nodesOf(after).map(draw(after));
  const gone = nodesOf(before).filter((node) => change(node.id) === "removed");
  const old = new Set(edgesOf(before).map(edgeKey));
  const kept = new Set(edgesOf(after).map(edgeKey));
  return {
    // Boxes lie below what is in them.
    nodes: [...now, ...gone.map(draw(before))].toSorted((a, b) => layer(a) - layer(b)),
    ghosts: nodesOf(before)
      .filter((node) => change(node.id) !== "removed" && moved(node.id))
      .map(draw(before)),
    edges: [
      ...edgesOf(after).map((edge): DrawnEdge => ({
        key: edgeKey(edge),
        edge,
        change: old.has(edgeKey(edge)) ? null : "added",
      })),
      ...edgesOf(before)
        .filter((edge) => !kept.has(edgeKey(edge)))
        .map((edge): DrawnEdge => ({ key: edgeKey(edge), edge, change: "removed" })),
    ],
  };
}

function layer({ node, depth }: DrawnNode): number {
  return isContainer(node.type) ? depth : 1_000;
}

function wiredPorts(document: FlowDocument): Map<string, string[]> {
  const ports = new Map<string, string[]>();
  for (const edge of edgesOf(document))
    ports.set(edge.source, [...(ports.get(edge.source) ?? []), sourcePort(edge)]);
  return ports;
}

/** Counts the changes of each kind, for a legend. */
export function countChanges(diff: DocumentDiff): Record<Change, number> {
  const counts: Record<Change, number> = { added: 0, removed: 0, changed: 0, moved: 0 };
  for (const { change } of diff.nodes ?? []) counts[change] += 1;
  return counts;
}

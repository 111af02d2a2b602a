/** Where nodes lie when the editor arranges them: from left to right, containers around what is in them. */
import { Graph, layout as dagre } from "@dagrejs/dagre";

import type { DocumentNode, FlowDocument } from "@/api/types";
import {
  type Catalogue,
  CONTAINER_SIZE,
  edgesOf,
  isContainer,
  nodesOf,
  PADDING,
  type Point,
  portsOf,
  type Size,
  sizeOf,
} from "@/flow/document";

const NODE_GAP = 36;
const RANK_GAP = 72;

export interface Layout {
  positions: Map<string, Point>;
  sizes: Map<string, Size>;
}

/** Returns positions within containers, and the sizes of containers, of all nodes or of some. */
export function arrange(
  document: FlowDocument,
  catalogue: Catalogue,
  only: ReadonlySet<string> | null = null,
): Layout {
  const found: Layout = { positions: new Map(), sizes: new Map() };
  const measure = (node: DocumentNode): Size =>
    found.sizes.get(node.id) ?? sizeOf(document, node, portsOf(node, catalogue).length);
  const place = (parent: string | null): Size => {
    const inside = nodesOf(document).filter((node) => (node.parent ?? null) === parent);
    for (const node of inside) if (isContainer(node.type)) found.sizes.set(node.id, place(node.id));
    const moved = only === null ? inside : inside.filter((node) => only.has(node.id));
    if (moved.length > 0) placeScope(document, moved, parent, measure, found, only !== null);
    return sizeAround(inside, measure, found);
  };
  place(null);
  if (only !== null) for (const id of found.sizes.keys()) if (!only.has(id)) found.sizes.delete(id);
  return found;
}

function placeScope(
  document: FlowDocument,
  nodes: readonly DocumentNode[],
  parent: string | null,
  measure: (node: DocumentNode) => Size,
  found: Layout,
  keepPlace: boolean,
): void {
  const graph = new Graph();
  graph.setGraph({ rankdir: "LR", nodesep: NODE_GAP, ranksep: RANK_GAP });
  graph.setDefaultEdgeLabel(() => ({}));
  const ids = new Set(nodes.map((node) => node.id));
  for (const node of nodes) graph.setNode(node.id, { ...measure(node) });
  for (const { source, target } of edgesOf(document))
    if (ids.has(source) && ids.has(target)) graph.setEdge(source, target);
  dagre(graph);
  const corners = nodes.map((node) => {
    const { x = 0, y = 0 } = graph.node(node.id) as Partial<Point>;
    const size = measure(node);
    return { id: node.id, x: x - size.width / 2, y: y - size.height / 2 };
  });
  const left = Math.min(...corners.map((corner) => corner.x));
  const top = Math.min(...corners.map((corner) => corner.y));
  const origin = keepPlace
    ? {
        x: Math.min(...nodes.map((node) => node.position?.x ?? 0)),
        y: Math.min(...nodes.map((node) => node.position?.y ?? 0)),
      }
    : { x: parent === null ? 0 : PADDING.left, y: parent === null ? 0 : PADDING.top };
  for (const { id, x, y } of corners)
    found.positions.set(id, { x: Math.round(origin.x + x - left), y: Math.round(origin.y + y - top) });
}

function sizeAround(
  inside: readonly DocumentNode[],
  measure: (node: DocumentNode) => Size,
  found: Layout,
): Size {
  return inside.reduce<Size>((most, node) => {
    const at = found.positions.get(node.id) ?? { x: node.position?.x ?? 0, y: node.position?.y ?? 0 };
    const size = measure(node);
    return {
      width: Math.max(most.width, at.x + size.width + PADDING.right),
      height: Math.max(most.height, at.y + size.height + PADDING.bottom),
    };
  }, CONTAINER_SIZE);
}

/** Returns the document with its nodes arranged. */
export function arranged(
  document: FlowDocument,
  catalogue: Catalogue,
  only: ReadonlySet<string> | null = null,
): FlowDocument {
  const { positions, sizes } = arrange(document, catalogue, only);
  const nodes = nodesOf(document).map((node) => {
    const at = positions.get(node.id);
    const size = sizes.get(node.id);
    return at ? { ...node, position: { ...(size ?? {}), ...at } } : node;
  });
  return { ...document, nodes };
}

/** Tells whether nodes of a scope lie on each other, as in documents that were written by hand. */
export function needsArranging(document: FlowDocument): boolean {
  const places = new Set<string>();
  for (const { parent, position } of nodesOf(document)) {
    const place = `${parent ?? ""}@${position?.x ?? 0},${position?.y ?? 0}`;
    if (places.has(place)) return true;
    places.add(place);
  }
  return false;
}

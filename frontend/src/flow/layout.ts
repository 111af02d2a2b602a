/** What an arrangement is made of and what it gives; `arrange.ts` makes it, away from the page. */
import type { FlowDocument } from "@/api/types";
import {
  type Catalogue,
  edgesOf,
  isContainer,
  nodesOf,
  placed,
  type Point,
  portsOf,
  type Size,
  sizeOf,
} from "@/flow/document";

/** A node as far as arranging is concerned. */
export interface Block extends Point, Size {
  id: string;
  parent: string | null;
  container: boolean;
}

export interface Skeleton {
  blocks: Block[];
  wires: { source: string; target: string }[];
  /** Those to arrange, in the place where they are; null for all. */
  only: ReadonlySet<string> | null;
}

export interface Layout {
  positions: ReadonlyMap<string, Point>;
  /** Of containers. */
  sizes: ReadonlyMap<string, Size>;
}

/** Returns what of a document decides how it is arranged. */
export function skeletonOf(
  document: FlowDocument,
  catalogue: Catalogue,
  only: ReadonlySet<string> | null,
): Skeleton {
  return {
    blocks: nodesOf(document).map((node) => ({
      id: node.id,
      parent: node.parent ?? null,
      container: isContainer(node.type),
      ...placed(node),
      ...sizeOf(document, node, portsOf(node, catalogue).length),
    })),
    wires: edgesOf(document).map(({ source, target }) => ({ source, target })),
    only,
  };
}

/** Returns the document with its nodes where a layout puts them. */
export function withLayout(document: FlowDocument, { positions, sizes }: Layout): FlowDocument {
  const nodes = nodesOf(document).map((node) => {
    const at = positions.get(node.id);
    return at ? { ...node, position: { ...sizes.get(node.id), ...at } } : node;
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

/** Containers as boxes on the canvas: which one a point is in, and room for what is in them. */
import type { FlowDocument } from "@/api/types";
import {
  around,
  type Catalogue,
  isContainer,
  nodeById,
  nodesOf,
  PADDING,
  placed,
  type Point,
} from "@/flow/document";
import { patchNodes } from "@/flow/edits";
import { boxOf } from "@/flow/groups";
import { around as boxAround } from "@/flow/guides";

/** Nothing in a container lies nearer to its left and upper border. */
const NEAREST: Point = { x: 16, y: 60 };

/** Returns the container that a point lies in, the innermost; not one of those that are left out. */
export function containerAt(
  document: FlowDocument,
  point: Point,
  catalogue: Catalogue,
  without: ReadonlySet<string>,
): string | null {
  let found: { id: string; area: number } | null = null;
  for (const node of nodesOf(document)) {
    if (!isContainer(node.type) || without.has(node.id)) continue;
    const box = boxOf(document, node.id, catalogue);
    if (!box) continue;
    const inside =
      point.x > box.x && point.y > box.y && point.x < box.x + box.width && point.y < box.y + box.height;
    const area = box.width * box.height;
    if (inside && (found === null || area < found.area)) found = { id: node.id, area };
  }
  return found?.id ?? null;
}

/** Returns the document with a container, and those around it, as large as what is in them asks for. */
export function growToFit(document: FlowDocument, id: string | null, catalogue: Catalogue): FlowDocument {
  if (id === null) return document;
  return [id, ...around(document, id)].reduce((grown, each) => grow(grown, each, catalogue), document);
}

function grow(document: FlowDocument, id: string, catalogue: Catalogue): FlowDocument {
  const inside = nodesOf(document).filter((node) => node.parent === id);
  if (inside.length === 0) return document;
  const near = new Set(
    inside.filter((node) => placed(node).x < NEAREST.x || placed(node).y < NEAREST.y).map((node) => node.id),
  );
  const kept =
    near.size === 0
      ? document
      : patchNodes(document, near, (node) => ({
          position: {
            ...node.position,
            x: Math.max(NEAREST.x, placed(node).x),
            y: Math.max(NEAREST.y, placed(node).y),
          },
        }));
  const { position } = nodeById(kept, id) ?? {};
  // One that was never given a size takes what it needs by itself.
  if (!position?.width || !position.height) return kept;
  const needed = boxAround(
    inside.flatMap(({ id: each }) => {
      const box = boxOf(kept, each, catalogue);
      return box ? [{ ...box, ...placed(nodeById(kept, each) ?? {}) }] : [];
    }),
  );
  const width = Math.max(position.width, needed.x + needed.width + PADDING.right);
  const height = Math.max(position.height, needed.y + needed.height + PADDING.bottom);
  if (width === position.width && height === position.height) return kept;
  return patchNodes(kept, new Set([id]), () => ({ position: { ...position, width, height } }));
}

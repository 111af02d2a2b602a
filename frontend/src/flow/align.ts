/** Lining up several nodes, notes and groups. */
import type { FlowDocument } from "@/api/types";
import { type Catalogue, nodeById, placeOf, type Point } from "@/flow/document";
import { around, type Box } from "@/flow/guides";
import { boxOf, moveElements } from "@/flow/groups";

export type Side = "left" | "center" | "right" | "top" | "middle" | "bottom" | "row" | "column";

const GAP = 72;

/** Lines things up at a side or their middle, or spreads them with equal gaps in a row or a column. */
export function align(
  document: FlowDocument,
  ids: ReadonlySet<string>,
  side: Side,
  catalogue: Catalogue,
): FlowDocument {
  const boxes = new Map(
    [...ids].flatMap((id) => {
      const box = boxOf(document, id, catalogue);
      return box ? [[id, box] as const] : [];
    }),
  );
  if (boxes.size < 2) return document;
  const places = side === "row" || side === "column" ? spread(boxes, side) : lined(boxes, side);
  const to = new Map([...places].map(([id, place]) => [id, within(document, id, place)]));
  return moveElements(document, to);
}

function lined(boxes: ReadonlyMap<string, Box>, side: Exclude<Side, "row" | "column">): Map<string, Point> {
  const all = around([...boxes.values()]);
  const place = ({ x, y, width, height }: Box): Point => {
    switch (side) {
      case "left":
        return { x: all.x, y };
      case "center":
        return { x: all.x + (all.width - width) / 2, y };
      case "right":
        return { x: all.x + all.width - width, y };
      case "top":
        return { x, y: all.y };
      case "middle":
        return { x, y: all.y + (all.height - height) / 2 };
      case "bottom":
        return { x, y: all.y + all.height - height };
    }
  };
  return new Map([...boxes].map(([id, box]) => [id, place(box)]));
}

/** The first and the last stay where there is room between them; else all move apart. */
function spread(boxes: ReadonlyMap<string, Box>, side: "row" | "column"): Map<string, Point> {
  const [axis, along] = side === "row" ? (["x", "width"] as const) : (["y", "height"] as const);
  const ordered = [...boxes].toSorted(([, a], [, b]) => a[axis] - b[axis]);
  const all = around([...boxes.values()]);
  const filled = ordered.reduce((sum, [, box]) => sum + box[along], 0);
  const room = (all[along] - filled) / (ordered.length - 1);
  const gap = room > 0 ? room : GAP;
  let next = all[axis];
  return new Map(
    ordered.map(([id, box]) => {
      const place = { x: box.x, y: box.y, [axis]: next };
      next += box[along] + gap;
      return [id, place];
    }),
  );
}

/** Returns a place on the canvas as one within the node's container. */
function within(document: FlowDocument, id: string, place: Point): Point {
  const parent = nodeById(document, id)?.parent;
  const origin = parent ? placeOf(document, parent) : { x: 0, y: 0 };
  return { x: place.x - origin.x, y: place.y - origin.y };
}

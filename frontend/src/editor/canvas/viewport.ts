/** What of the drawing is in view at the beginning. */
import type { CanvasNode } from "@/editor/canvas/elements";
import { placedNodes, type View } from "@/editor/canvas/geometry";
import type { Size } from "@/flow/document";
import { around, type Box } from "@/flow/guides";

const MARGIN = 48;
/** Around a drawing that is shown as a whole, as a part of it. */
const ROOM = 1.14;
/** Below this, texts of nodes cannot be read. */
const READABLE_ZOOM = 0.6;
const FIRST_ZOOM = 0.85;
const NARROW = 600;

/** Returns the view that a flow begins in: all of it where it is readable then, else its beginning. */
export function beginning(nodes: readonly CanvasNode[], pane: Size): View {
  const boxes = [...placedNodes(nodes).values()].map(({ box }) => box);
  if (boxes.length === 0) return { x: 0, y: 0, zoom: 1 };
  const all = around(boxes);
  const fitting = Math.min((pane.width - 2 * MARGIN) / all.width, (pane.height - 2 * MARGIN) / all.height);
  if (fitting >= READABLE_ZOOM) return fitted(all, pane);
  const zoom = pane.width < NARROW ? READABLE_ZOOM : FIRST_ZOOM;
  const high = all.height * zoom;
  const y = high < pane.height ? (pane.height - high) / 2 - all.y * zoom : MARGIN - all.y * zoom;
  return { x: MARGIN - all.x * zoom, y, zoom };
}

function fitted(all: Box, pane: Size): View {
  const zoom = Math.min(1, pane.width / (ROOM * all.width), pane.height / (ROOM * all.height));
  return {
    x: pane.width / 2 - (all.x + all.width / 2) * zoom,
    y: pane.height / 2 - (all.y + all.height / 2) * zoom,
    zoom,
  };
}

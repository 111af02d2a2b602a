/** The view of the open canvas, for buttons and commands beside it. They work from the first picture on: what moves the
 * view waits until it can be moved. */
import type { ReactFlowInstance } from "@xyflow/react";

import type { CanvasEdge, CanvasNode } from "@/editor/canvas/elements";
import type { View } from "@/editor/canvas/geometry";
import type { Point } from "@/flow/document";

export type Moving = Pick<
  ReactFlowInstance<CanvasNode, CanvasEdge>,
  "zoomIn" | "zoomOut" | "fitView" | "screenToFlowPosition" | "flowToScreenPosition"
>;

type Still = View & { left: number; top: number };

let moving: Moving | null = null;
let still: Still = { x: 0, y: 0, zoom: 1, left: 0, top: 0 };
let waiting: ((moving: Moving) => void)[] = [];

/** Notes the view of a canvas that cannot be moved yet, and where on the page it is. */
export function holdStill(view: Still): void {
  moving = null;
  waiting = [];
  still = view;
}

/** Notes what moves the view from now on, and makes it do what was asked for before; null when the canvas is gone. */
export function letMove(by: Moving | null): void {
  moving = by;
  if (by) for (const each of waiting.splice(0)) each(by);
}

function move(how: (moving: Moving) => void): void {
  if (moving) how(moving);
  else waiting.push(how);
}

export const camera = {
  zoomIn: () => move((by) => void by.zoomIn({ duration: 150 })),
  zoomOut: () => move((by) => void by.zoomOut({ duration: 150 })),
  show: (options: Parameters<Moving["fitView"]>[0]) => move((by) => void by.fitView(options)),
  toCanvas: (at: Point): Point =>
    moving
      ? moving.screenToFlowPosition(at)
      : { x: (at.x - still.left - still.x) / still.zoom, y: (at.y - still.top - still.y) / still.zoom },
  toScreen: (at: Point): Point =>
    moving
      ? moving.flowToScreenPosition(at)
      : { x: at.x * still.zoom + still.x + still.left, y: at.y * still.zoom + still.y + still.top },
};

/** What of the drawing is in view: at the beginning, and when something outside is selected. */
import { type ReactFlowInstance, useReactFlow } from "@xyflow/react";
import { useEffect } from "react";

import type { CanvasEdge, CanvasNode } from "@/editor/canvas/elements";
import { onlySelected, useEditor } from "@/editor/store";
import { NODE_SIZE } from "@/flow/document";
import { motionMs } from "@/hooks/use-media";

const MARGIN = 48;
/** Below this, texts of nodes cannot be read. */
const READABLE_ZOOM = 0.6;
const FIRST_ZOOM = 0.85;
const SLIDE_MS = 200;
const NARROW = 600;

/** Brings what is selected into view when it is outside, or comes to lie under the settings that open for it. */
export function useInView(): void {
  const only = useEditor(onlySelected);
  const { getInternalNode, getViewport, setViewport } = useReactFlow();
  useEffect(() => {
    if (only === null) return;
    // After the settings have taken their room.
    const frame = requestAnimationFrame(() => {
      const pane = document.querySelector(".react-flow")?.getBoundingClientRect();
      const node = getInternalNode(only);
      const at = node?.internals.positionAbsolute;
      if (!pane || !at) return;
      const { x, y, zoom } = getViewport();
      const left = at.x * zoom + x;
      const top = at.y * zoom + y;
      // Of what is larger than the view the beginning is what counts.
      const right = left + Math.min((node.width ?? NODE_SIZE.width) * zoom, pane.width - 2 * MARGIN);
      const bottom = top + Math.min((node.height ?? NODE_SIZE.height) * zoom, pane.height - 2 * MARGIN);
      const dx = right > pane.width ? pane.width - right - MARGIN : left < 0 ? MARGIN - left : 0;
      const dy = bottom > pane.height ? pane.height - bottom - MARGIN : top < 0 ? MARGIN - top : 0;
      if (dx !== 0 || dy !== 0)
        void setViewport({ x: x + dx, y: y + dy, zoom }, { duration: motionMs(SLIDE_MS) });
    });
    return () => cancelAnimationFrame(frame);
  }, [only, getInternalNode, getViewport, setViewport]);
}

/** Shows the whole drawing where it is readable then, else its beginning. */
export function showBeginning(canvas: ReactFlowInstance<CanvasNode, CanvasEdge>): void {
  const nodes = canvas.getNodes();
  const pane = document.querySelector(".react-flow")?.getBoundingClientRect();
  if (!pane || nodes.length === 0) return;
  const bounds = canvas.getNodesBounds(nodes);
  const fitting = Math.min(
    (pane.width - 2 * MARGIN) / bounds.width,
    (pane.height - 2 * MARGIN) / bounds.height,
  );
  if (fitting >= READABLE_ZOOM) {
    void canvas.fitView({ maxZoom: 1, padding: 0.14 });
    return;
  }
  const zoom = pane.width < NARROW ? READABLE_ZOOM : FIRST_ZOOM;
  const high = bounds.height * zoom;
  const y = high < pane.height ? (pane.height - high) / 2 - bounds.y * zoom : MARGIN - bounds.y * zoom;
  void canvas.setViewport({ x: MARGIN - bounds.x * zoom, y, zoom });
}

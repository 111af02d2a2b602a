/** Keeps what is selected in view. */
import { useReactFlow } from "@xyflow/react";
import { useEffect } from "react";

import { onlySelected, useEditor } from "@/editor/store";
import { NODE_SIZE } from "@/flow/document";
import { motionMs } from "@/hooks/use-media";

const MARGIN = 48;
const SLIDE_MS = 200;

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

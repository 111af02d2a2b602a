/** The canvas without a pointer: from node to node in reading order, and into the settings of one. */
import { useReactFlow } from "@xyflow/react";
import { type KeyboardEvent, useCallback } from "react";

import type { CanvasEdge, CanvasNode } from "@/editor/canvas/elements";

const SETTINGS = "aside input, aside textarea, aside select, aside button, aside [contenteditable=true]";
/** Frames of the page in which what was brought into view, or has opened, is drawn. */
const FRAMES = 3;

/** Returns what keys do on a node: Tab goes on to the next one, also when it is out of sight; Enter opens its settings. */
export function useKeyboard() {
  const { getNodes, getInternalNode, getViewport, setCenter } = useReactFlow<CanvasNode, CanvasEdge>();
  return useCallback(
    (event: KeyboardEvent) => {
      const { target, key, shiftKey } = event;
      if (!(target instanceof HTMLElement) || !target.matches(".react-flow__node")) return;
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (key === "Enter") void later(() => document.querySelector<HTMLElement>(SETTINGS)?.focus());
      if (key !== "Tab") return;
      const order = getNodes().filter((node) => !node.hidden);
      const now = order.findIndex((node) => node.id === target.dataset.id);
      const next = order[now + (shiftKey ? -1 : 1)];
      // Before the first and after the last one the focus leaves the canvas as usual.
      if (now === -1 || !next) return;
      event.preventDefault();
      const at = getInternalNode(next.id)?.internals.positionAbsolute;
      if (at && !elementOf(next.id))
        void setCenter(at.x + (next.width ?? 0) / 2, at.y + (next.height ?? 0) / 2, {
          zoom: getViewport().zoom,
        });
      void later(() => elementOf(next.id)?.focus());
    },
    [getNodes, getInternalNode, getViewport, setCenter],
  );
}

function elementOf(id: string): HTMLElement | null {
  return document.querySelector(`.react-flow__node[data-id="${CSS.escape(id)}"]`);
}

async function later(work: () => void): Promise<void> {
  for (let frame = 0; frame < FRAMES; frame += 1) await new Promise(requestAnimationFrame);
  work();
}

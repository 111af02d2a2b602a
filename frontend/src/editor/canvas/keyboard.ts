/** The canvas without a pointer: from node to node in reading order, and into the settings of one. */
import { useReactFlow } from "@xyflow/react";
import { type KeyboardEvent, useCallback } from "react";

import type { CanvasEdge, CanvasNode } from "@/editor/canvas/elements";

const FIELDS = ["input", "textarea", "select", "[contenteditable=true]"];
/** How long what was asked for may take to be drawn. */
const PATIENCE_MS = 15_000;

/** Returns what keys do on a node: Tab goes on to the next one, also when it is out of sight; Enter opens its settings. */
export function useKeyboard() {
  const { getNodes, getInternalNode, getViewport, setCenter } = useReactFlow<CanvasNode, CanvasEdge>();
  return useCallback(
    (event: KeyboardEvent) => {
      const { target, key, shiftKey } = event;
      if (!(target instanceof HTMLElement) || !target.matches(".react-flow__node")) return;
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (key === "Enter") void focusOn(() => settings(target.dataset.id ?? ""));
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
      void focusOn(() => elementOf(next.id));
    },
    [getNodes, getInternalNode, getViewport, setCenter],
  );
}

function elementOf(id: string): HTMLElement | null {
  return document.querySelector(`.react-flow__node[data-id="${CSS.escape(id)}"]`);
}

/** Returns the first field of what is open of a node; null until that is drawn. */
function settings(id: string): HTMLElement | null {
  const panel = `[data-fields-of="${CSS.escape(id)}"]`;
  return document.querySelector(FIELDS.map((field) => `${panel} ${field}`).join());
}

let wish = 0;

/** Sets the focus on an element as soon as it is drawn, unless it is sent elsewhere meanwhile. */
async function focusOn(find: () => HTMLElement | null): Promise<void> {
  const own = ++wish;
  const { activeElement: from, body } = document;
  const until = performance.now() + PATIENCE_MS;
  while (performance.now() < until) {
    await new Promise(requestAnimationFrame);
    const { activeElement: now } = document;
    // What had the focus may have gone out of sight.
    if (own !== wish || (now !== from && now !== body)) return;
    const found = find();
    if (!found) continue;
    found.focus();
    return;
  }
}

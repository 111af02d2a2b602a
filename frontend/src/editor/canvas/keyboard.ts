/** The canvas without a pointer: from node to node in reading order, and into the settings of one. */
import { useReactFlow } from "@xyflow/react";
import { type KeyboardEvent, useCallback } from "react";

import type { CanvasEdge, CanvasNode } from "@/editor/canvas/elements";
import { t } from "@/lib/i18n";

const FIELDS = ["input", "textarea", "select", "[contenteditable=true]"];
/** Frames of the page until what was brought into view, or has opened, has to be drawn. */
const FRAMES = 60;

/** Returns what keys do on a node: Tab goes on to the next one, also when it is out of sight; Enter opens its settings. */
export function useKeyboard() {
  const { getNodes, getInternalNode, getViewport, setCenter } = useReactFlow<CanvasNode, CanvasEdge>();
  return useCallback(
    (event: KeyboardEvent) => {
      const { target, key, shiftKey } = event;
      if (!(target instanceof HTMLElement) || !target.matches(".react-flow__node")) return;
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (key === "Enter") void focusOn(settings);
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

/** Returns the first field of the settings; null until they have opened. */
function settings(): HTMLElement | null {
  const panel = `aside[aria-label="${CSS.escape(t("Settings"))}"] [role=tabpanel]`;
  return document.querySelector(FIELDS.map((field) => `${panel} ${field}`).join());
}

/** Sets the focus on an element as soon as it is drawn. */
async function focusOn(find: () => HTMLElement | null): Promise<void> {
  for (let frame = 0; frame < FRAMES; frame += 1) {
    await new Promise(requestAnimationFrame);
    const found = find();
    if (!found) continue;
    found.focus();
    return;
  }
}

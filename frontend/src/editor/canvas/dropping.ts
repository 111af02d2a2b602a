/** What is dropped on the canvas from outside: node types of the palette. */
import { useReactFlow } from "@xyflow/react";
import { type DragEvent, useCallback } from "react";

import { addAt } from "@/editor/actions";
import { DRAGGED_TYPE } from "@/editor/canvas/dragged-type";
import { useEditor } from "@/editor/store";
import { containerAt } from "@/flow/containers";
import { type Catalogue, NODE_SIZE, type Point } from "@/flow/document";

/** Returns what the canvas does with what is dropped on it. */
export function useDropping(catalogue: Catalogue) {
  const { screenToFlowPosition } = useReactFlow();
  return useCallback(
    (event: DragEvent) => {
      const type = event.dataTransfer.getData(DRAGGED_TYPE);
      if (!type) return;
      event.preventDefault();
      const pointer = { x: event.clientX, y: event.clientY };
      const at = screenToFlowPosition(pointer);
      const place = { x: at.x - NODE_SIZE.width / 2, y: at.y - NODE_SIZE.height / 2 };
      const { document, collapsed } = useEditor.getState();
      const parent = containerAt(document, at, catalogue, collapsed);
      addAt(type, { place, from: null, onEdge: edgeUnder(pointer), parent }, catalogue);
    },
    [catalogue, screenToFlowPosition],
  );
}

function edgeUnder({ x, y }: Point): string | null {
  const found = document.elementsFromPoint(x, y).find((element) => element.closest(".react-flow__edge"));
  return found?.closest<HTMLElement>(".react-flow__edge")?.dataset.id ?? null;
}

/** What is dropped on the canvas from outside: node types of the palette, files of other tools. */
import { useReactFlow } from "@xyflow/react";
import { type DragEvent, useCallback, useState } from "react";

import { addAt } from "@/editor/actions";
import { DRAGGED_TYPE } from "@/editor/canvas/dragged-type";
import { importFiles } from "@/editor/importing";
import { useEditor } from "@/editor/store";
import { containerAt } from "@/flow/containers";
import { type Catalogue, NODE_SIZE, type Point } from "@/flow/document";

/** Returns what the canvas does with what is dragged over it and dropped on it, and whether that is a file now. */
export function useDropping(catalogue: Catalogue) {
  const { screenToFlowPosition } = useReactFlow();
  const [file, setFile] = useState(false);
  const onDragOver = useCallback((event: DragEvent) => {
    event.preventDefault();
    setFile(event.dataTransfer.types.includes("Files"));
  }, []);
  const onDragLeave = useCallback(() => setFile(false), []);
  const onDrop = useCallback(
    (event: DragEvent) => {
      event.preventDefault();
      setFile(false);
      const pointer = { x: event.clientX, y: event.clientY };
      const at = screenToFlowPosition(pointer);
      const type = event.dataTransfer.getData(DRAGGED_TYPE);
      if (event.dataTransfer.files.length > 0) void importFiles([...event.dataTransfer.files], at);
      else if (type) dropType(type, pointer, at, catalogue);
    },
    [catalogue, screenToFlowPosition],
  );
  return { file, handlers: { onDragOver, onDragLeave, onDrop } };
}

function dropType(type: string, pointer: Point, at: Point, catalogue: Catalogue): void {
  const place = { x: at.x - NODE_SIZE.width / 2, y: at.y - NODE_SIZE.height / 2 };
  const { document, collapsed } = useEditor.getState();
  const parent = containerAt(document, at, catalogue, collapsed);
  addAt(type, { place, from: null, onEdge: edgeUnder(pointer), parent }, catalogue);
}

function edgeUnder({ x, y }: Point): string | null {
  const found = document.elementsFromPoint(x, y).find((element) => element.closest(".react-flow__edge"));
  return found?.closest<HTMLElement>(".react-flow__edge")?.dataset.id ?? null;
}

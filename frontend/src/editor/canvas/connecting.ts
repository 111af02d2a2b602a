/** Drawing wires with the pointer. */
import { type Connection, type OnConnectEnd, useReactFlow } from "@xyflow/react";
import { useCallback } from "react";

import { wire } from "@/editor/actions";
import type { CanvasEdge } from "@/editor/canvas/elements";
import { useEditor } from "@/editor/store";
import { whyNot } from "@/flow/connect";
import { type Catalogue, nodeById } from "@/flow/document";

/** Returns what React Flow calls as wires are drawn; one that ends in the void asks what should come next. */
export function useConnecting(catalogue: Catalogue) {
  const { screenToFlowPosition } = useReactFlow();
  const onConnect = useCallback(
    (made: Connection) => wire(made.source, made.sourceHandle ?? "out", made.target, catalogue),
    [catalogue],
  );
  const onConnectEnd = useCallback<OnConnectEnd>(
    (event, { isValid, fromNode, fromHandle, toNode }) => {
      if (isValid === true || !fromNode || fromHandle.type !== "source") return;
      const port = fromHandle.id ?? "out";
      if (toNode) {
        wire(fromNode.id, port, toNode.id, catalogue);
        return;
      }
      const pointer = "changedTouches" in event ? event.changedTouches[0] : event;
      if (!pointer) return;
      const at = { x: pointer.clientX, y: pointer.clientY };
      const parent = nodeById(useEditor.getState().document, fromNode.id)?.parent ?? null;
      const from = { node: fromNode.id, port };
      useEditor.setState({ adding: { at, place: screenToFlowPosition(at), from, onEdge: null, parent } });
    },
    [catalogue, screenToFlowPosition],
  );
  const isValidConnection = useCallback(
    (made: Connection | CanvasEdge) =>
      whyNot(
        useEditor.getState().document,
        { source: made.source, source_port: made.sourceHandle ?? "out", target: made.target },
        catalogue,
      ) === null,
    [catalogue],
  );
  return { onConnect, onConnectEnd, isValidConnection };
}

/** The open document as elements of the canvas. */
import type { EdgeChange } from "@xyflow/react";
import { useCallback, useMemo, useState } from "react";

import { useDragView } from "@/editor/canvas/drag-view";
import { type CanvasEdge, type CanvasNode, edgeMaker, moved, nodeMaker } from "@/editor/canvas/elements";
import { useNodeTypes } from "@/editor/catalogue";
import { useEditor } from "@/editor/store";
import type { Catalogue } from "@/flow/document";

export function useNodes(catalogue: Catalogue): CanvasNode[] {
  const document = useEditor((state) => state.document);
  const selected = useEditor((state) => state.selected);
  const collapsed = useEditor((state) => state.collapsed);
  const dragged = useEditor((state) => state.dragged);
  const target = useDragView((state) => state.target);
  const types = useNodeTypes();
  const [make] = useState(nodeMaker);
  const made = useMemo(
    () => make({ document, selected, collapsed, catalogue, types, target }),
    [make, document, selected, collapsed, catalogue, types, target],
  );
  return useMemo(() => moved(made, dragged), [made, dragged]);
}

export function useEdges(catalogue: Catalogue) {
  const document = useEditor((state) => state.document);
  const collapsed = useEditor((state) => state.collapsed);
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [make] = useState(edgeMaker);
  const edges = useMemo(
    () => make(document, selected, collapsed, catalogue),
    [make, document, selected, collapsed, catalogue],
  );
  const onEdgesChange = useCallback((changes: EdgeChange<CanvasEdge>[]) => {
    setSelected((now) => {
      const next = new Set(now);
      for (const change of changes) {
        if (change.type !== "select") continue;
        if (change.selected) next.add(change.id);
        else next.delete(change.id);
      }
      return next;
    });
  }, []);
  return [edges, onEdgesChange] as const;
}

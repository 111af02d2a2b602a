import "@xyflow/react/dist/style.css";
import "@/editor/canvas/canvas.css";

import { type EdgeChange, type NodeChange, ReactFlow, useStoreApi } from "@xyflow/react";
import { useCallback, useMemo, useState } from "react";

import { removeSelected } from "@/editor/actions";
import { AddMenu } from "@/editor/canvas/add-menu";
import { useConnecting } from "@/editor/canvas/connecting";
import { Dots } from "@/editor/canvas/dots";
import { useDragView } from "@/editor/canvas/drag-view";
import { dragFreely, drop, type Surface, takeChanges } from "@/editor/canvas/dragging";
import { useDropping } from "@/editor/canvas/dropping";
import { type CanvasEdge, type CanvasNode, edgeMaker, moved, nodeMaker } from "@/editor/canvas/elements";
import { FlowEdge } from "@/editor/canvas/flow-edge";
import { FlowNode } from "@/editor/canvas/flow-node";
import { FrameNode } from "@/editor/canvas/frame-node";
import { GuideLines } from "@/editor/canvas/guide-lines";
import { useKeyboard } from "@/editor/canvas/keyboard";
import { MiniMap } from "@/editor/canvas/mini-map";
import { NoteNode } from "@/editor/canvas/note-node";
import { showBeginning, useInView } from "@/editor/canvas/viewport";
import { WireMenu } from "@/editor/canvas/wire-menu";
import { useNodeTypes } from "@/editor/catalogue";
import { edit, useEditor } from "@/editor/store";
import { type Catalogue, edgeKey } from "@/flow/document";
import { disconnect } from "@/flow/edits";
import { usePhone } from "@/hooks/use-media";
import { t } from "@/lib/i18n";

const NODE_TYPES = { flow: FlowNode, note: NoteNode, frame: FrameNode };
const EDGE_TYPES = { flow: FlowEdge };
const SNAP: [number, number] = [4, 4];
const FEWEST_FOR_MAP = 8;
const MOST_DRAWN_UNSEEN = 100;
const ATTRIBUTION = { hideAttribution: true };
const SELECT_MORE = ["Shift", "Meta", "Control"];
const DELETE = ["Delete", "Backspace"];

/** The drawing. */
export function Canvas({ catalogue }: { catalogue: Catalogue }) {
  const phone = usePhone();
  const nodes = useNodes(catalogue);
  const [edges, onEdgesChange] = useEdges(catalogue);
  const panel = useEditor((state) => state.panel);
  const connecting = useConnecting(catalogue);
  const dropping = useDropping(catalogue);
  const onKeyDown = useKeyboard();
  const { getState } = useStoreApi();
  useInView();
  const onNodesChange = useCallback(
    (changes: NodeChange<CanvasNode>[]) => takeChanges(changes, catalogue, () => surface(getState())),
    [catalogue, getState],
  );
  const onDragStop = useCallback(() => drop(catalogue), [catalogue]);
  const ariaLabels = useMemo(
    () => ({ "node.a11yDescription.default": t("Press Enter to open, arrow keys to move.") }),
    [],
  );
  return (
    <div
      className="@container relative isolate min-h-0 min-w-0 flex-1"
      {...dropping.handlers}
      onKeyDownCapture={onKeyDown}
      onPointerMoveCapture={(event) => dragFreely(event.altKey)}
    >
      <Dots />
      <ReactFlow<CanvasNode, CanvasEdge>
        nodes={nodes}
        edges={edges}
        nodeTypes={NODE_TYPES}
        edgeTypes={EDGE_TYPES}
        onNodesChange={onNodesChange}
        onEdgesChange={onEdgesChange}
        onNodeDragStop={onDragStop}
        onSelectionDragStop={onDragStop}
        {...connecting}
        onDelete={removed}
        deleteKeyCode={DELETE}
        multiSelectionKeyCode={SELECT_MORE}
        selectNodesOnDrag={false}
        nodesDraggable={!phone}
        nodesConnectable={!phone}
        edgesFocusable={false}
        snapToGrid
        snapGrid={SNAP}
        minZoom={0.1}
        maxZoom={2}
        onInit={showBeginning}
        onMoveStart={moving}
        onMoveEnd={still}
        connectionRadius={28}
        onlyRenderVisibleElements={nodes.length > MOST_DRAWN_UNSEEN}
        proOptions={ATTRIBUTION}
        zoomOnDoubleClick={false}
        ariaLabelConfig={ariaLabels}
      >
        <GuideLines />
      </ReactFlow>
      {!phone && panel === null && nodes.length >= FEWEST_FOR_MAP && <MiniMap nodes={nodes} />}
      {dropping.file && <DropHere />}
      <AddMenu catalogue={catalogue} />
      <WireMenu catalogue={catalogue} />
    </div>
  );
}

function DropHere() {
  return (
    <div className="pointer-events-none absolute inset-3 z-20 flex items-center justify-center rounded-xl border-2 border-dashed border-accent bg-accent-soft/70 font-medium text-accent">
      {t("Drop it here: a flow, a recording of Chrome's Recorder, or a cURL command")}
    </div>
  );
}

function useNodes(catalogue: Catalogue): CanvasNode[] {
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

function useEdges(catalogue: Catalogue) {
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

function removed({ edges }: { edges: CanvasEdge[] }): void {
  removeSelected();
  const keys = new Set(edges.map((each) => each.id));
  if (useEditor.getState().document.edges?.some((each) => keys.has(edgeKey(each))))
    edit(t("Disconnect"), (document) => disconnect(document, keys));
}

interface Camera {
  width: number;
  height: number;
  transform: [number, number, number];
}

function surface({ width, height, transform: [x, y, zoom] }: Camera): Surface {
  return { view: { x: -x / zoom, y: -y / zoom, width: width / zoom, height: height / zoom }, zoom };
}

/** While the view moves, what was painted is moved along; it is painted sharply when it rests. */
function moving(): void {
  document.querySelector(".react-flow__viewport")?.classList.add("moving");
}

function still(): void {
  document.querySelector(".react-flow__viewport")?.classList.remove("moving");
}

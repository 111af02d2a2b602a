import "@xyflow/react/dist/style.css";
import "@/editor/canvas/canvas.css";

import {
  type EdgeChange,
  type NodeChange,
  ReactFlow,
  ReactFlowProvider,
  useReactFlow,
  useStore,
  useStoreApi,
} from "@xyflow/react";
import { useCallback, useEffect, useLayoutEffect, useMemo } from "react";

import { removeSelected } from "@/editor/actions";
import { AddMenu } from "@/editor/canvas/add-menu";
import { letMove } from "@/editor/canvas/camera";
import { useConnecting } from "@/editor/canvas/connecting";
import { Dots } from "@/editor/canvas/dots";
import { dragFreely, drop, type Surface, takeChanges } from "@/editor/canvas/dragging";
import { useDropping } from "@/editor/canvas/dropping";
import type { CanvasEdge, CanvasNode } from "@/editor/canvas/elements";
import { useFar } from "@/editor/canvas/far";
import { FarPicture } from "@/editor/canvas/far-picture";
import { FlowEdge } from "@/editor/canvas/flow-edge";
import { FlowNode } from "@/editor/canvas/flow-node";
import { FrameNode } from "@/editor/canvas/frame-node";
import type { View } from "@/editor/canvas/geometry";
import { GuideLines } from "@/editor/canvas/guide-lines";
import { useInView } from "@/editor/canvas/in-view";
import { useKeyboard } from "@/editor/canvas/keyboard";
import { MiniMap } from "@/editor/canvas/mini-map";
import { NoteNode } from "@/editor/canvas/note-node";
import { WireMenu } from "@/editor/canvas/wire-menu";
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

interface Props {
  catalogue: Catalogue;
  nodes: CanvasNode[];
  edges: CanvasEdge[];
  onEdgesChange: (changes: EdgeChange<CanvasEdge>[]) => void;
  /** To begin with. */
  view: View;
  /** Called when what is drawn can be moved, and when it is gone. */
  onMoves: (moves: boolean) => void;
}

/** The drawing as it can be moved and changed. */
export default function Canvas(props: Props) {
  return (
    <ReactFlowProvider>
      <Drawing {...props} />
    </ReactFlowProvider>
  );
}

function Drawing({ catalogue, nodes, edges, onEdgesChange, view, onMoves }: Props) {
  const phone = usePhone();
  const panel = useEditor((state) => state.panel);
  const connecting = useConnecting(catalogue);
  const dropping = useDropping(catalogue);
  const onKeyDown = useKeyboard();
  const { getState } = useStoreApi();
  const far = useFar();
  // From far away the picture behind shows the wires; those that are selected can still be taken away.
  const wires = useMemo(() => (far ? edges.filter((edge) => edge.selected) : edges), [far, edges]);
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
      className="absolute inset-0"
      {...dropping.handlers}
      onKeyDownCapture={onKeyDown}
      onPointerMoveCapture={(event) => dragFreely(event.altKey)}
    >
      <Ground />
      <FarPicture nodes={nodes} edges={edges} />
      <ReactFlow<CanvasNode, CanvasEdge>
        nodes={nodes}
        edges={wires}
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
        defaultViewport={view}
        onMoveStart={moving}
        onMoveEnd={still}
        connectionRadius={28}
        onlyRenderVisibleElements={nodes.length > MOST_DRAWN_UNSEEN}
        proOptions={ATTRIBUTION}
        zoomOnDoubleClick={false}
        ariaLabelConfig={ariaLabels}
      >
        <GuideLines />
        <Drawn onMoves={onMoves} />
      </ReactFlow>
      {!phone && panel === null && nodes.length >= FEWEST_FOR_MAP && <MiniMap nodes={nodes} />}
      {dropping.file && <DropHere />}
      <AddMenu catalogue={catalogue} />
      <WireMenu catalogue={catalogue} />
    </div>
  );
}

/** Tells when the first nodes are drawn, before that is seen. */
function Drawn({ onMoves }: Pick<Props, "onMoves">) {
  const moving = useReactFlow<CanvasNode, CanvasEdge>();
  const drawn = useStore(({ width, panZoom }) => width > 0 && panZoom !== null);
  useLayoutEffect(() => {
    if (drawn) onMoves(true);
  }, [drawn, onMoves]);
  useEffect(() => {
    if (!drawn) return;
    letMove(moving);
    return () => letMove(null);
  }, [drawn, moving]);
  useEffect(() => () => onMoves(false), [onMoves]);
  return null;
}

function Ground() {
  const zoom = useStore(({ transform }) => transform[2]);
  const x = useStore(({ transform }) => transform[0]);
  const y = useStore(({ transform }) => transform[1]);
  return <Dots x={x} y={y} zoom={zoom} />;
}

function DropHere() {
  return (
    <div className="pointer-events-none absolute inset-3 z-20 flex items-center justify-center rounded-xl border-2 border-dashed border-accent bg-accent-soft/70 font-medium text-accent">
      {t("Drop it here: a flow, a recording of Chrome's Recorder, or a cURL command")}
    </div>
  );
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

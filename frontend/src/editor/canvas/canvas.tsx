import "@xyflow/react/dist/style.css";
import "@/editor/canvas/canvas.css";

import {
  Background,
  BackgroundVariant,
  type Connection,
  type EdgeChange,
  MiniMap,
  type NodeChange,
  type OnConnectEnd,
  ReactFlow,
  type ReactFlowInstance,
  useReactFlow,
} from "@xyflow/react";
import { type DragEvent, useCallback, useEffect, useMemo, useState } from "react";

import { addAt, containerAt, removeSelected, wire } from "@/editor/actions";
import { AddMenu } from "@/editor/canvas/add-menu";
import { type CanvasEdge, type CanvasNode, edgesFor, nodeMaker } from "@/editor/canvas/elements";
import { FlowEdge } from "@/editor/canvas/flow-edge";
import { FlowNode } from "@/editor/canvas/flow-node";
import { NoteNode } from "@/editor/canvas/note-node";
import { edit, onlySelected, useEditor } from "@/editor/store";
import { whyNot } from "@/flow/connect";
import {
  type Catalogue,
  edgeKey,
  nodeById,
  NODE_SIZE,
  placeOf,
  type Point,
  portsOf,
  sizeOf,
  withInner,
} from "@/flow/document";
import { disconnect, moveNodes, patchNote, reparent } from "@/flow/edits";
import { toast } from "@/components/ui/toast";
import { usePhone } from "@/hooks/use-media";
import { t, tn } from "@/lib/i18n";

const NODE_TYPES = { flow: FlowNode, note: NoteNode };
const EDGE_TYPES = { flow: FlowEdge };
const SNAP: [number, number] = [4, 4];
const FEWEST_FOR_MAP = 8;
const MARGIN = 48;
/** Below this, texts of nodes cannot be read. */
const READABLE_ZOOM = 0.6;
const FIRST_ZOOM = 0.85;
export const DRAGGED_TYPE = "application/x-node-type";

/** The drawing. */
export function Canvas({ catalogue }: { catalogue: Catalogue }) {
  const state = useEditor();
  const phone = usePhone();
  const [make] = useState(nodeMaker);
  const [wires, setWires] = useState<ReadonlySet<string>>(new Set());
  const nodes = useMemo(() => make(state, catalogue), [make, state, catalogue]);
  const edges = useMemo(
    () => edgesFor(state.document, wires, state.collapsed, catalogue),
    [state.document, wires, state.collapsed, catalogue],
  );
  const { screenToFlowPosition } = useReactFlow();
  useInView();
  const onEdgesChange = useCallback(
    (changes: EdgeChange<CanvasEdge>[]) => setWires((now) => selectedWires(now, changes)),
    [],
  );
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
      useEditor.setState({
        adding: {
          at,
          place: screenToFlowPosition(at),
          from: { node: fromNode.id, port },
          onEdge: null,
          parent,
        },
      });
    },
    [catalogue, screenToFlowPosition],
  );
  const isValid = useCallback(
    (made: Connection | CanvasEdge) =>
      whyNot(
        useEditor.getState().document,
        { source: made.source, source_port: made.sourceHandle ?? "out", target: made.target },
        catalogue,
      ) === null,
    [catalogue],
  );
  const onDrop = (event: DragEvent) => {
    const type = event.dataTransfer.getData(DRAGGED_TYPE);
    if (!type) return;
    event.preventDefault();
    const pointer = { x: event.clientX, y: event.clientY };
    const place = screenToFlowPosition(pointer);
    const corner = { x: place.x - NODE_SIZE.width / 2, y: place.y - NODE_SIZE.height / 2 };
    addAt(
      type,
      {
        place: corner,
        from: null,
        onEdge: edgeUnder(pointer),
        parent: containerAt(place, sizes(catalogue), new Set()),
      },
      catalogue,
    );
  };
  return (
    <div
      className="relative min-h-0 min-w-0 flex-1"
      onDragOver={(event) => event.preventDefault()}
      onDrop={onDrop}
    >
      <ReactFlow<CanvasNode, CanvasEdge>
        nodes={nodes}
        edges={edges}
        nodeTypes={NODE_TYPES}
        edgeTypes={EDGE_TYPES}
        onNodesChange={onNodesChange}
        onEdgesChange={onEdgesChange}
        onNodeDragStop={(_, __, moved) => dropped(moved, catalogue)}
        onSelectionDragStop={(_, moved) => dropped(moved, catalogue)}
        onConnect={onConnect}
        onConnectEnd={onConnectEnd}
        isValidConnection={isValid}
        onDelete={({ edges: gone }) => {
          removeSelected();
          const keys = new Set(gone.map((each) => each.id));
          if (useEditor.getState().document.edges?.some((each) => keys.has(edgeKey(each))))
            edit(t("Disconnect"), (document) => disconnect(document, keys));
        }}
        deleteKeyCode={["Delete", "Backspace"]}
        multiSelectionKeyCode={["Shift", "Meta", "Control"]}
        nodesDraggable={!phone}
        nodesConnectable={!phone}
        snapToGrid
        snapGrid={SNAP}
        minZoom={0.1}
        maxZoom={2}
        onInit={showBeginning}
        connectionRadius={28}
        onlyRenderVisibleElements={nodes.length > 200}
        proOptions={{ hideAttribution: true }}
        zoomOnDoubleClick={false}
        ariaLabelConfig={{ "node.a11yDescription.default": t("Press Enter to select, arrow keys to move.") }}
      >
        <Background variant={BackgroundVariant.Dots} gap={20} size={1.4} color="var(--line-strong)" />
        {!phone && state.panel === null && nodes.length >= FEWEST_FOR_MAP && (
          <MiniMap
            pannable
            zoomable
            className="!m-3 overflow-hidden rounded-lg border shadow-lift"
            style={{ width: 150, height: 96 }}
            bgColor="var(--surface)"
            maskColor="color-mix(in srgb, var(--ground) 65%, transparent)"
            nodeColor="var(--line-strong)"
            nodeBorderRadius={8}
          />
        )}
      </ReactFlow>
      <AddMenu catalogue={catalogue} />
    </div>
  );
}

/** Brings what is selected into view when it is outside, or comes to lie under the settings that open for it. */
function useInView(): void {
  const only = useEditor(onlySelected);
  const { getInternalNode, getViewport, setViewport } = useReactFlow();
  useEffect(() => {
    if (only === null) return;
    // After the settings have taken their room.
    const frame = requestAnimationFrame(() => {
      const pane = document.querySelector(".react-flow")?.getBoundingClientRect();
      const at = getInternalNode(only)?.internals.positionAbsolute;
      if (!pane || !at) return;
      const { x, y, zoom } = getViewport();
      const left = at.x * zoom + x;
      const top = at.y * zoom + y;
      const right = left + NODE_SIZE.width * zoom;
      const bottom = top + NODE_SIZE.height * zoom;
      const dx = right > pane.width ? pane.width - right - MARGIN : left < 0 ? MARGIN - left : 0;
      const dy = bottom > pane.height ? pane.height - bottom - MARGIN : top < 0 ? MARGIN - top : 0;
      if (dx !== 0 || dy !== 0) void setViewport({ x: x + dx, y: y + dy, zoom }, { duration: 200 });
    });
    return () => cancelAnimationFrame(frame);
  }, [only, getInternalNode, getViewport, setViewport]);
}

/** Shows the whole drawing where it is readable then, else its beginning. */
function showBeginning(canvas: ReactFlowInstance<CanvasNode, CanvasEdge>): void {
  const nodes = canvas.getNodes();
  const pane = document.querySelector(".react-flow")?.getBoundingClientRect();
  if (!pane || nodes.length === 0) return;
  const bounds = canvas.getNodesBounds(nodes);
  const fitting = Math.min(
    (pane.width - 2 * MARGIN) / bounds.width,
    (pane.height - 2 * MARGIN) / bounds.height,
  );
  if (fitting >= READABLE_ZOOM) {
    void canvas.fitView({ maxZoom: 1, padding: 0.14 });
    return;
  }
  const zoom = pane.width < 600 ? READABLE_ZOOM : FIRST_ZOOM;
  const high = bounds.height * zoom;
  const y = high < pane.height ? (pane.height - high) / 2 - bounds.y * zoom : MARGIN - bounds.y * zoom;
  void canvas.setViewport({ x: MARGIN - bounds.x * zoom, y, zoom });
}

function onNodesChange(changes: NodeChange<CanvasNode>[]): void {
  const { dragged, selected, document } = useEditor.getState();
  let positions: Map<string, Point> | null = null;
  let chosen: Set<string> | null = null;
  const arrows = new Map<string, Point>();
  for (const change of changes) {
    if (change.type === "position" && change.position) {
      if (change.dragging) (positions ??= new Map(dragged)).set(change.id, change.position);
      else if (!dragged.has(change.id)) arrows.set(change.id, change.position);
    } else if (change.type === "select") {
      chosen ??= new Set(selected);
      if (change.selected) chosen.add(change.id);
      else chosen.delete(change.id);
    }
  }
  if (positions) useEditor.setState({ dragged: positions });
  if (chosen) useEditor.setState({ selected: chosen });
  const moved = new Map([...arrows].filter(([id]) => nodeById(document, id)));
  if (moved.size > 0) edit(t("Move"), (before) => moveNodes(before, moved), "arrows");
}

/** Ends a drag: nodes are where they were dropped, in the container they were dropped on. */
function dropped(moved: readonly CanvasNode[], catalogue: Catalogue): void {
  const { dragged, document: now } = useEditor.getState();
  if (dragged.size === 0) return;
  const notes = new Set(now.notes?.map((note) => note.id));
  const ids = new Set(moved.map((node) => node.id).filter((id) => dragged.has(id) && !notes.has(id)));
  edit(t("Move"), (before) => {
    let document = moveNodes(before, new Map([...dragged].filter(([id]) => ids.has(id))));
    for (const [id, at] of dragged)
      if (notes.has(id))
        document = patchNote(document, id, {
          position: { ...before.notes?.find((note) => note.id === id)?.position, ...at },
        });
    return settleIn(document, ids, catalogue);
  });
  useEditor.setState({ dragged: new Map() });
}

function settleIn(document: CanvasDocument, ids: ReadonlySet<string>, catalogue: Catalogue): CanvasDocument {
  // What lies in a box that moves goes along; only the outermost change their container.
  const outer = [...ids].filter((id) => !ids.has(nodeById(document, id)?.parent ?? ""));
  const [first] = outer;
  if (first === undefined) return document;
  const place = placeOf(document, first);
  const centre = { x: place.x + NODE_SIZE.width / 2, y: place.y + NODE_SIZE.height / 2 };
  const target = containerAt(centre, (id) => sizes(catalogue, document)(id), withInner(document, ids));
  const changing = new Set(
    outer.filter(
      (id) =>
        (nodeById(document, id)?.parent ?? null) !== target &&
        !nodeById(document, id)?.type.startsWith("trigger."),
    ),
  );
  if (changing.size === 0) return document;
  const result = reparent(document, changing, target);
  if (result.cut > 0)
    toast.info(
      tn(result.cut, "{n} wire was taken away", "{n} wires were taken away"),
      t("Wires do not cross the edge of a container."),
    );
  return result.document;
}

type CanvasDocument = Parameters<typeof nodeById>[0];

function sizes(catalogue: Catalogue, given?: CanvasDocument) {
  const document = given ?? useEditor.getState().document;
  return (id: string) => {
    const node = nodeById(document, id);
    return node ? sizeOf(document, node, portsOf(node, catalogue).length) : NODE_SIZE;
  };
}

function edgeUnder({ x, y }: Point): string | null {
  const found = document.elementsFromPoint(x, y).find((element) => element.closest(".react-flow__edge"));
  return found?.closest<HTMLElement>(".react-flow__edge")?.dataset.id ?? null;
}

function selectedWires(
  now: ReadonlySet<string>,
  changes: readonly EdgeChange<CanvasEdge>[],
): ReadonlySet<string> {
  const next = new Set(now);
  for (const change of changes) {
    if (change.type !== "select") continue;
    if (change.selected) next.add(change.id);
    else next.delete(change.id);
  }
  return next;
}

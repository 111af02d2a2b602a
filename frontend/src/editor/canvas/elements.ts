/** The document as elements of the canvas; what did not change stays the same object, so that it is not drawn again. */
import type { Edge, Node, NodeHandle, Position } from "@xyflow/react";

import type { DocumentGroup, DocumentNode, DocumentNote, FlowDocument, NodeSummary } from "@/api/types";
import type { EditorState } from "@/editor/store";
import {
  type Catalogue,
  edgeKey,
  edgesOf,
  ERROR_PORT,
  GROUP_SIZE,
  hasInput,
  isContainer,
  NODE_SIZE,
  nodesOf,
  NOTE_SIZE,
  placed,
  type Point,
  PORT_HEIGHT,
  portsOf,
  type Size,
  sizeOf,
  sourcePort,
} from "@/flow/document";
import { childrenOf } from "@/flow/order";
import { t } from "@/lib/i18n";

export interface FlowNodeData extends Record<string, unknown> {
  node: DocumentNode;
  type: NodeSummary | undefined;
  ports: string[];
  collapsed: boolean;
  inside: number;
  /** What is dragged would land in it. */
  target: boolean;
}

export interface NoteData extends Record<string, unknown> {
  note: DocumentNote;
}

export interface FrameData extends Record<string, unknown> {
  group: DocumentGroup;
}

export type FlowElement = Node<FlowNodeData, "flow">;
export type NoteElement = Node<NoteData, "note">;
export type FrameElement = Node<FrameData, "frame">;
export type CanvasNode = FlowElement | NoteElement | FrameElement;
export type CanvasEdge = Edge<{ port: string; labelled: boolean }, "flow">;

/** As values of a type, for React Flow itself comes after the first picture. */
const LEFT = "left" as unknown as Position;
const RIGHT = "right" as unknown as Position;
export const FIRST_PORT_Y = NODE_SIZE.height / 2;
const HANDLE = 10;
/** Nodes lie above all that is around or beside them. */
export const NODE_LAYER = 2;
const LAYERS = { frame: -1, box: 0, note: 1, node: NODE_LAYER };

export type Shown = Pick<EditorState, "document" | "selected" | "collapsed"> & {
  catalogue: Catalogue;
  types: ReadonlyMap<string, NodeSummary>;
  target: string | null;
};

type Keep<T> = (id: string, parts: readonly unknown[], make: () => T) => T;

/** Returns a function that gives what it made before as long as its parts are the same. */
function memory<T>(): { keep: Keep<T>; turn: () => void } {
  let seen = new Map<string, { parts: readonly unknown[]; made: T }>();
  let next: typeof seen = new Map();
  return {
    keep: (id, parts, make) => {
      const before = seen.get(id);
      const same = before?.parts.every((part, index) => part === parts[index]);
      const found = before && same ? before : { parts, made: make() };
      next.set(id, found);
      return found.made;
    },
    turn: () => {
      seen = next;
      next = new Map();
    },
  };
}

/** Makes the canvas's nodes, with a memory of those made before. */
export function nodeMaker(): (shown: Shown) => CanvasNode[] {
  const { keep, turn } = memory<CanvasNode>();
  return ({ document, selected, collapsed, catalogue, types, target }) => {
    const children = childrenOf(nodesOf(document), edgesOf(document));
    const made: CanvasNode[] = (document.groups ?? []).map((group) =>
      keep(group.id, [group, selected.has(group.id)], () => frame(group, selected.has(group.id))),
    );
    // In reading order, for that is the order of the keyboard; boxes before what is in them.
    const draw = (node: DocumentNode, hidden: boolean) => {
      const ports = portsOf(node, catalogue);
      const closed = collapsed.has(node.id);
      const size = closed ? NODE_SIZE : sizeOf(document, node, ports.length, children.get(node.id));
      const inside = children.get(node.id) ?? [];
      const type = types.get(node.type);
      const parts = [node, type, ports.join(), closed, inside.length, selected.has(node.id), hidden];
      made.push(
        keep(node.id, [...parts, size.width, size.height, target === node.id], () => ({
          ...box(node.id, placed(node), size, selected.has(node.id)),
          type: "flow",
          ...(node.parent ? { parentId: node.parent } : {}),
          data: { node, type, ports, collapsed: closed, inside: inside.length, target: target === node.id },
          handles: handlesOf(node, ports, size),
          hidden,
          ariaLabel: [node.name, type?.title ?? node.type, node.disabled ? t("switched off") : ""]
            .filter(Boolean)
            .join(", "),
          zIndex: isContainer(node.type) ? LAYERS.box : LAYERS.node,
          ...(isContainer(node.type) && !closed ? { dragHandle: ".container-handle" } : {}),
        })),
      );
      for (const each of inside) draw(each, hidden || closed);
    };
    for (const node of children.get(null) ?? []) draw(node, false);
    // What says that it lies in something that is not there is shown all the same.
    const ids = new Set(nodesOf(document).map((node) => node.id));
    for (const node of nodesOf(document))
      if (node.parent && !ids.has(node.parent)) draw({ ...node, parent: null }, false);
    for (const each of document.notes ?? [])
      made.push(keep(each.id, [each, selected.has(each.id)], () => note(each, selected.has(each.id))));
    turn();
    return made;
  };
}

/** With its size known nothing has to be measured, and what is out of sight is not even drawn. */
function box(id: string, position: Point, size: Size, selected: boolean) {
  return { id, position, selected, ...size, measured: size };
}

function frame(group: DocumentGroup, selected: boolean): FrameElement {
  return {
    ...box(group.id, placed(group), { ...GROUP_SIZE, ...sized(group) }, selected),
    type: "frame",
    data: { group },
    handles: [],
    ariaLabel: t("Group {name}", { name: group.name || t("without a name") }),
    zIndex: LAYERS.frame,
    dragHandle: ".frame-handle",
  };
}

function note(each: DocumentNote, selected: boolean): NoteElement {
  return {
    ...box(each.id, placed(each), { ...NOTE_SIZE, ...sized(each) }, selected),
    type: "note",
    data: { note: each },
    handles: [],
    ariaLabel: t("Note"),
    zIndex: LAYERS.note,
  };
}

function sized({ position }: Pick<DocumentNote, "position">): Partial<Size> {
  const { width, height } = position ?? {};
  return { ...(width ? { width } : {}), ...(height ? { height } : {}) };
}

/** Returns where the ports are, as they are drawn: in the middle of the border. */
function handlesOf(node: DocumentNode, ports: readonly string[], { width }: Size): NodeHandle[] {
  const at = (type: "source" | "target", id: string, x: number, y: number): NodeHandle => ({
    id,
    type,
    position: type === "source" ? RIGHT : LEFT,
    x: x - HANDLE / 2,
    y: 1 + y - HANDLE / 2,
    width: HANDLE,
    height: HANDLE,
  });
  return [
    ...(hasInput(node) ? [at("target", "in", 1, FIRST_PORT_Y)] : []),
    ...ports.map((port, index) => at("source", port, width - 1, FIRST_PORT_Y + index * PORT_HEIGHT)),
  ];
}

/** Returns the nodes with some at other places, while they are dragged. */
export function moved(nodes: CanvasNode[], to: ReadonlyMap<string, Point>): CanvasNode[] {
  if (to.size === 0) return nodes;
  return nodes.map((node) => {
    const position = to.get(node.id);
    return position ? { ...node, position } : node;
  });
}

/** Makes the wires, with a memory of those made before; which ones a run takes they tell themselves. */
export function edgeMaker(): (
  document: FlowDocument,
  selected: ReadonlySet<string>,
  collapsed: ReadonlySet<string>,
  catalogue: Catalogue,
) => CanvasEdge[] {
  const { keep, turn } = memory<CanvasEdge>();
  return (document, selected, collapsed, catalogue) => {
    const nodes = new Map(nodesOf(document).map((node) => [node.id, node]));
    const hidden = hiddenNodes(nodes, collapsed);
    const made = edgesOf(document).map((edge) => {
      const id = edgeKey(edge);
      const port = sourcePort(edge);
      const source = nodes.get(edge.source);
      const labelled = port === ERROR_PORT || (source !== undefined && portsOf(source, catalogue).length > 1);
      const parts = [labelled, selected.has(id), hidden.has(edge.source)];
      return keep(id, parts, () => ({
        id,
        type: "flow",
        source: edge.source,
        sourceHandle: port,
        target: edge.target,
        targetHandle: "in",
        selected: selected.has(id),
        hidden: hidden.has(edge.source),
        data: { port, labelled },
        zIndex: LAYERS.note,
      }));
    });
    turn();
    return made;
  };
}

function hiddenNodes(nodes: ReadonlyMap<string, DocumentNode>, collapsed: ReadonlySet<string>): Set<string> {
  const hidden = new Set<string>();
  if (collapsed.size === 0) return hidden;
  const isHidden = ({ parent }: DocumentNode): boolean => {
    if (!parent) return false;
    const holder = nodes.get(parent);
    return collapsed.has(parent) || (holder !== undefined && isHidden(holder));
  };
  for (const node of nodes.values()) if (isHidden(node)) hidden.add(node.id);
  return hidden;
}

/** The document as elements of the canvas; what did not change stays the same object, so that it is not drawn again. */
import type { Edge, Node } from "@xyflow/react";

import type { DocumentNode, DocumentNote, FlowDocument } from "@/api/types";
import type { EditorState } from "@/editor/store";
import {
  type Catalogue,
  edgeKey,
  edgesOf,
  ERROR_PORT,
  isContainer,
  NODE_SIZE,
  nodesOf,
  portsOf,
  type Size,
  sizeOf,
  sourcePort,
} from "@/flow/document";

export interface FlowNodeData extends Record<string, unknown> {
  node: DocumentNode;
  ports: string[];
  collapsed: boolean;
  inside: number;
}

export interface NoteData extends Record<string, unknown> {
  note: DocumentNote;
}

export type CanvasNode = Node<FlowNodeData, "flow"> | Node<NoteData, "note">;
export type CanvasEdge = Edge<{ port: string; labelled: boolean }>;

const NOTE_SIZE: Size = { width: 220, height: 120 };

type Seen = Map<string, { parts: readonly unknown[]; made: CanvasNode }>;

/** Makes the canvas's nodes, with a memory of those made before. */
export function nodeMaker(): (state: EditorState, catalogue: Catalogue) => CanvasNode[] {
  const make = stillMaker();
  let last: { parts: readonly unknown[]; made: CanvasNode[] } = { parts: [], made: [] };
  return ({ document, selected, dragged, collapsed }, catalogue) => {
    const parts = [document, selected, collapsed, catalogue];
    if (!parts.every((part, index) => part === last.parts[index])) {
      last = { parts, made: make({ document, selected, collapsed }, catalogue) };
    }
    if (dragged.size === 0) return last.made;
    return last.made.map((node) => {
      const position = dragged.get(node.id);
      return position ? { ...node, position } : node;
    });
  };
}

type Still = Pick<EditorState, "document" | "selected" | "collapsed">;

function stillMaker(): (state: Still, catalogue: Catalogue) => CanvasNode[] {
  let seen: Seen = new Map();
  return ({ document, selected, collapsed }, catalogue) => {
    const next: Seen = new Map();
    const keep = (id: string, parts: readonly unknown[], make: () => CanvasNode): CanvasNode => {
      const before = seen.get(id);
      const same =
        before?.parts.length === parts.length && before.parts.every((part, index) => part === parts[index]);
      const found = same ? before : { parts, made: make() };
      next.set(id, found);
      return found.made;
    };
    const inside = new Map<string, number>();
    for (const { parent } of nodesOf(document)) if (parent) inside.set(parent, (inside.get(parent) ?? 0) + 1);
    const hidden = hiddenNodes(document, collapsed);
    const made = parentsFirst(nodesOf(document)).map((node) => {
      const ports = portsOf(node, catalogue);
      const closed = collapsed.has(node.id);
      const size = closed ? NODE_SIZE : sizeOf(document, node, ports.length);
      const at = { x: node.position?.x ?? 0, y: node.position?.y ?? 0 };
      const parts = [
        node,
        ports.join(),
        closed,
        inside.get(node.id),
        selected.has(node.id),
        hidden.has(node.id),
        size.width,
        size.height,
        at.x,
        at.y,
      ];
      return keep(node.id, parts, () => ({
        id: node.id,
        type: "flow",
        position: at,
        ...(node.parent ? { parentId: node.parent } : {}),
        data: { node, ports, collapsed: closed, inside: inside.get(node.id) ?? 0 },
        selected: selected.has(node.id),
        hidden: hidden.has(node.id),
        width: size.width,
        height: size.height,
        // Boxes lie below what is in them and what lies on them.
        zIndex: isContainer(node.type) ? 0 : 2,
        ...(isContainer(node.type) && !closed ? { dragHandle: ".container-handle" } : {}),
      }));
    });
    const notes = (document.notes ?? []).map((note) => {
      const at = { x: note.position?.x ?? 0, y: note.position?.y ?? 0 };
      return keep(note.id, [note, selected.has(note.id), at.x, at.y], () => ({
        id: note.id,
        type: "note",
        position: at,
        data: { note },
        selected: selected.has(note.id),
        width: note.position?.width ?? NOTE_SIZE.width,
        height: note.position?.height ?? NOTE_SIZE.height,
        zIndex: 1,
      }));
    });
    seen = next;
    return [...made, ...notes];
  };
}

/** Returns the wires; those that a run takes are told by the edge itself. */
export function edgesFor(
  document: FlowDocument,
  selected: ReadonlySet<string>,
  collapsed: ReadonlySet<string>,
  catalogue: Catalogue,
): CanvasEdge[] {
  const hidden = hiddenNodes(document, collapsed);
  const nodes = new Map(nodesOf(document).map((node) => [node.id, node]));
  return edgesOf(document).map((edge) => {
    const port = sourcePort(edge);
    const source = nodes.get(edge.source);
    const labelled = port === ERROR_PORT || (source !== undefined && portsOf(source, catalogue).length > 1);
    return {
      id: edgeKey(edge),
      type: "flow",
      source: edge.source,
      sourceHandle: port,
      target: edge.target,
      targetHandle: "in",
      selected: selected.has(edgeKey(edge)),
      hidden: hidden.has(edge.source),
      data: { port, labelled },
      zIndex: 1,
    };
  });
}

function hiddenNodes(document: FlowDocument, collapsed: ReadonlySet<string>): Set<string> {
  const hidden = new Set<string>();
  if (collapsed.size === 0) return hidden;
  for (const node of parentsFirst(nodesOf(document))) {
    if (node.parent && (collapsed.has(node.parent) || hidden.has(node.parent))) hidden.add(node.id);
  }
  return hidden;
}

function parentsFirst(nodes: readonly DocumentNode[]): DocumentNode[] {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const done = new Set<string>();
  const ordered: DocumentNode[] = [];
  const visit = (node: DocumentNode): void => {
    if (done.has(node.id)) return;
    done.add(node.id);
    const parent = node.parent ? byId.get(node.parent) : undefined;
    if (parent) visit(parent);
    ordered.push(node);
  };
  nodes.forEach(visit);
  return ordered;
}

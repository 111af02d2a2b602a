/** Changes of a document: each takes one and returns another one, sharing all that stayed. */
import type { DocumentEdge, DocumentNode, FlowDocument } from "@/api/types";
import {
  type Catalogue,
  edgeKey,
  freshId,
  freshKey,
  nodeById,
  nodesOf,
  placeOf,
  type Point,
  portsOf,
  sourcePort,
  takenIds,
  typeSlug,
  withInner,
} from "@/flow/document";
import { mapTexts, renameSteps } from "@/flow/references";

export interface NewNode {
  type: string;
  name?: string;
  position: Point;
  parent?: string | null;
  config?: Record<string, unknown>;
}

export interface Added {
  document: FlowDocument;
  id: string;
}

const APART = 72;
const WIDTH = 232;

/** Adds a node with a key of its own. */
export function addNode(document: FlowDocument, given: NewNode): Added {
  const slug = typeSlug(given.type);
  const id = freshId(slug, takenIds(document));
  const key = freshKey(slug, new Set(nodesOf(document).map((node) => node.key)));
  const node: DocumentNode = {
    id,
    key,
    type: given.type,
    ...(given.name ? { name: given.name } : {}),
    position: rounded(given.position),
    ...(given.parent ? { parent: given.parent } : {}),
    ...(given.config && Object.keys(given.config).length > 0 ? { config: given.config } : {}),
  };
  return { document: { ...document, nodes: [...nodesOf(document), node] }, id };
}

export function connect(document: FlowDocument, edge: DocumentEdge): FlowDocument {
  return { ...document, edges: [...(document.edges ?? []), edge] };
}

export function disconnect(document: FlowDocument, keys: ReadonlySet<string>): FlowDocument {
  return { ...document, edges: (document.edges ?? []).filter((edge) => !keys.has(edgeKey(edge))) };
}

/** Puts a new node on a wire, and makes room for it. */
export function insertOnEdge(
  document: FlowDocument,
  key: string,
  given: Omit<NewNode, "position" | "parent">,
  catalogue: Catalogue,
): Added {
  const edge = (document.edges ?? []).find((each) => edgeKey(each) === key);
  const source = edge && nodeById(document, edge.source);
  const target = edge && nodeById(document, edge.target);
  if (!edge || !source || !target) return addNode(document, { ...given, position: { x: 0, y: 0 } });
  const left = source.position?.x ?? 0;
  const position = { x: left + WIDTH + APART, y: target.position?.y ?? 0 };
  const added = addNode(document, { ...given, position, parent: source.parent });
  const port = firstPort(added.document, added.id, catalogue);
  const wired = connect(
    connect(disconnect(added.document, new Set([key])), {
      source: edge.source,
      source_port: sourcePort(edge),
      target: added.id,
    }),
    { source: added.id, ...(port === "out" ? {} : { source_port: port }), target: edge.target },
  );
  const lacking = position.x + WIDTH + APART - (target.position?.x ?? 0);
  return { id: added.id, document: lacking > 0 ? pushRight(wired, edge.target, lacking) : wired };
}

/** Moves a node, and everything that comes after it, to the right. */
function pushRight(document: FlowDocument, from: string, by: number): FlowDocument {
  const moved = new Set([from]);
  const open = [from];
  while (open.length > 0) {
    const id = open.pop();
    for (const edge of document.edges ?? []) {
      if (edge.source !== id || moved.has(edge.target)) continue;
      moved.add(edge.target);
      open.push(edge.target);
    }
  }
  return patchNodes(document, moved, (node) => ({
    position: { ...node.position, x: (node.position?.x ?? 0) + by },
  }));
}

export function firstPort(document: FlowDocument, id: string, catalogue: Catalogue): string {
  const node = nodeById(document, id);
  return (node && portsOf(node, catalogue)[0]) ?? "out";
}

/** Removes nodes with all that lies in them; what was before and after a single one is joined. */
export function removeNodes(document: FlowDocument, ids: Iterable<string>): FlowDocument {
  const gone = withInner(document, ids);
  const edges = [...(document.edges ?? [])];
  const joined: DocumentEdge[] = [];
  for (const id of gone) {
    const before = edges.filter((edge) => edge.target === id && !gone.has(edge.source));
    const after = edges.filter((edge) => edge.source === id && !gone.has(edge.target));
    const [first] = before;
    const [last] = after;
    if (before.length !== 1 || after.length !== 1 || !first || !last) continue;
    const edge: DocumentEdge = { ...first, target: last.target };
    if (![...edges, ...joined].some((each) => edgeKey(each) === edgeKey(edge))) joined.push(edge);
  }
  return {
    ...document,
    nodes: nodesOf(document)
      .filter((node) => !gone.has(node.id))
      .map((node) =>
        node.compensate_with && gone.has(node.compensate_with) ? { ...node, compensate_with: null } : node,
      ),
    edges: [...edges.filter((edge) => !gone.has(edge.source) && !gone.has(edge.target)), ...joined],
  };
}

/** Changes fields of some nodes; a field that becomes undefined is taken away. */
export function patchNodes(
  document: FlowDocument,
  ids: ReadonlySet<string>,
  change: (node: DocumentNode) => Partial<DocumentNode>,
): FlowDocument {
  const nodes = nodesOf(document).map((node) => {
    if (!ids.has(node.id)) return node;
    const patched = { ...node, ...change(node) };
    return Object.fromEntries(
      Object.entries(patched).filter(([, value]) => value !== undefined),
    ) as DocumentNode;
  });
  return { ...document, nodes };
}

export function patchNode(document: FlowDocument, id: string, change: Partial<DocumentNode>): FlowDocument {
  return patchNodes(document, new Set([id]), () => change);
}

/** Gives a node another key, and all expressions that read it. */
export function renameKey(document: FlowDocument, id: string, key: string): FlowDocument {
  const before = nodeById(document, id)?.key;
  if (before === undefined || before === key) return document;
  const keys = new Map([[before, key]]);
  const nodes = nodesOf(document).map((node) => {
    const config = node.config && mapTexts(node.config, (text) => renameSteps(text, keys));
    const named = node.id === id ? { ...node, key } : node;
    return config === node.config ? named : { ...named, config };
  });
  return { ...document, nodes };
}

/** Moves nodes to positions within their containers. */
export function moveNodes(document: FlowDocument, to: ReadonlyMap<string, Point>): FlowDocument {
  return patchNodes(document, new Set(to.keys()), (node) => ({
    position: { ...node.position, ...rounded(to.get(node.id) ?? { x: 0, y: 0 }) },
  }));
}

export function resizeNode(
  document: FlowDocument,
  id: string,
  size: { width: number; height: number },
  position: Point,
): FlowDocument {
  return patchNode(document, id, {
    position: { ...rounded(position), width: Math.round(size.width), height: Math.round(size.height) },
  });
}

/** Puts nodes into a container, or out of all with null; they stay where they are seen, wires that cross its edge go. */
export function reparent(
  document: FlowDocument,
  ids: ReadonlySet<string>,
  parent: string | null,
): { document: FlowDocument; cut: number } {
  const origin = parent === null ? { x: 0, y: 0 } : placeOf(document, parent);
  const moved = patchNodes(document, ids, (node) => {
    const place = placeOf(document, node.id);
    return {
      parent: parent ?? undefined,
      position: { ...node.position, ...rounded({ x: place.x - origin.x, y: place.y - origin.y }) },
    };
  });
  const parents = new Map(nodesOf(moved).map((node) => [node.id, node.parent ?? null]));
  const kept = (moved.edges ?? []).filter((edge) => parents.get(edge.source) === parents.get(edge.target));
  const cut = (moved.edges?.length ?? 0) - kept.length;
  return { document: cut > 0 ? { ...moved, edges: kept } : moved, cut };
}

export function addNote(document: FlowDocument, position: Point): Added {
  const id = freshId("note", takenIds(document));
  return {
    id,
    document: {
      ...document,
      notes: [...(document.notes ?? []), { id, text: "", position: rounded(position), color: "yellow" }],
    },
  };
}

export function patchNote(
  document: FlowDocument,
  id: string,
  change: Partial<NonNullable<FlowDocument["notes"]>[number]>,
): FlowDocument {
  const notes = (document.notes ?? []).map((note) => (note.id === id ? { ...note, ...change } : note));
  return { ...document, notes };
}

export function removeNotes(document: FlowDocument, ids: ReadonlySet<string>): FlowDocument {
  if (!document.notes?.some((note) => ids.has(note.id))) return document;
  return { ...document, notes: (document.notes ?? []).filter((note) => !ids.has(note.id)) };
}

export interface Found {
  node: string;
  field: string;
  text: string;
}

/** Returns where a text stands in names, keys, notes and configurations. */
export function findText(document: FlowDocument, wanted: string): Found[] {
  if (wanted === "") return [];
  const found: Found[] = [];
  for (const node of nodesOf(document)) {
    for (const field of ["name", "key", "notes"] as const) {
      const text = node[field];
      if (text?.includes(wanted)) found.push({ node: node.id, field, text });
    }
    mapTexts(node.config, (text) => {
      if (text.includes(wanted)) found.push({ node: node.id, field: "config", text });
      return text;
    });
  }
  return found;
}

/** Replaces a text in names, notes and configurations; keys are renamed by themselves. */
export function replaceText(document: FlowDocument, wanted: string, by: string): FlowDocument {
  if (wanted === "") return document;
  const change = (text: string) => text.replaceAll(wanted, by);
  const nodes = nodesOf(document).map((node) => ({
    ...node,
    ...(node.name ? { name: change(node.name) } : {}),
    ...(node.notes ? { notes: change(node.notes) } : {}),
    ...(node.config ? { config: mapTexts(node.config, change) } : {}),
  }));
  return { ...document, nodes };
}

function rounded({ x, y }: Point): Point {
  return { x: Math.round(x), y: Math.round(y) };
}

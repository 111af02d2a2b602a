/** Parts of a flow as text: copied, pasted into any flow, sent to somebody. */
import type { DocumentEdge, DocumentGroup, DocumentNode, DocumentNote, FlowDocument } from "@/api/types";
import {
  freshId,
  freshKey,
  isContainer,
  nodesOf,
  placed,
  placeOf,
  type Point,
  takenIds,
  withInner,
} from "@/flow/document";
import { mapTexts, renameSteps } from "@/flow/references";

export interface Clip {
  nodes: DocumentNode[];
  edges: DocumentEdge[];
  notes: DocumentNote[];
  groups: DocumentGroup[];
}

/** Returns nodes with what lies in them and the wires between, notes and groups, as JSON text. */
export function copyText(document: FlowDocument, ids: Iterable<string>): string {
  const chosen = withInner(document, ids);
  const nodes = nodesOf(document)
    .filter((node) => chosen.has(node.id))
    .map((node) => {
      if (node.parent && chosen.has(node.parent)) return node;
      const { parent: _, ...free } = node;
      return { ...free, position: { ...node.position, ...placeOf(document, node.id) } };
    });
  const edges = (document.edges ?? []).filter((edge) => chosen.has(edge.source) && chosen.has(edge.target));
  const notes = (document.notes ?? []).filter((note) => chosen.has(note.id));
  const groups = (document.groups ?? []).filter((group) => chosen.has(group.id));
  const drawn = { ...(notes.length > 0 ? { notes } : {}), ...(groups.length > 0 ? { groups } : {}) };
  return JSON.stringify({ nodes, edges, ...drawn }, null, 2);
}

/** Returns what a text holds of a flow, or null when that is nothing. */
export function readClip(text: string): Clip | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  if (typeof value !== "object" || value === null || !("nodes" in value) || !Array.isArray(value.nodes))
    return null;
  const nodes = value.nodes as DocumentNode[];
  const sound = nodes.every(
    (node) => typeof node.id === "string" && typeof node.key === "string" && typeof node.type === "string",
  );
  const part = <T>(name: string): T[] => {
    const found = (value as Record<string, unknown>)[name];
    return Array.isArray(found) ? (found as T[]) : [];
  };
  const clip: Clip = { nodes, edges: part("edges"), notes: part("notes"), groups: part("groups") };
  return sound && sizeOfClip(clip) > 0 ? clip : null;
}

/** Returns how many things a clip holds. */
export function sizeOfClip({ nodes, notes, groups }: Clip): number {
  return nodes.length + notes.length + groups.length;
}

/** Returns a document as a clip; without its triggers where it goes into a flow that starts already. */
export function clipOf(document: FlowDocument, keepTriggers: boolean): Clip {
  const kept = nodesOf(document).filter((node) => keepTriggers || !node.type.startsWith("trigger."));
  const ids = new Set(kept.map((node) => node.id));
  return {
    nodes: kept,
    edges: (document.edges ?? []).filter((edge) => ids.has(edge.source) && ids.has(edge.target)),
    notes: document.notes ?? [],
    groups: document.groups ?? [],
  };
}

interface Pasted {
  document: FlowDocument;
  ids: string[];
}

/** Adds what a clip holds with ids and keys of its own, the upper left corner at a point of a container or the canvas. */
export function paste(document: FlowDocument, clip: Clip, at: Point, parent: string | null): Pasted {
  const { ids, keys } = renamed(document, clip);
  const outer = clip.nodes.filter((node) => !node.parent || !ids.has(node.parent));
  const places = [...outer, ...clip.notes, ...clip.groups].map(placed);
  const left = Math.min(...places.map(({ x }) => x));
  const top = Math.min(...places.map(({ y }) => y));
  const shifted = ({ x, y }: Point): Point => ({
    x: Math.round(at.x + x - left),
    y: Math.round(at.y + y - top),
  });
  const nodes = clip.nodes.map((node): DocumentNode => {
    const { parent: before, compensate_with: undo, ...rest } = node;
    const inside = before ? ids.get(before) : undefined;
    const { x: _x, y: _y, ...size } = node.position ?? {};
    const position = inside ? placed(node) : shifted(placed(node));
    const holder = inside ?? parent ?? undefined;
    return {
      ...rest,
      id: ids.get(node.id) ?? node.id,
      key: keys.get(node.key) ?? node.key,
      position: isContainer(node.type) ? { ...position, ...size } : position,
      ...(holder ? { parent: holder } : {}),
      ...(undo && ids.has(undo) ? { compensate_with: ids.get(undo) } : {}),
      ...(node.config ? { config: mapTexts(node.config, (text) => renameSteps(text, keys)) } : {}),
    };
  });
  const edges = clip.edges
    .filter((edge) => ids.has(edge.source) && ids.has(edge.target))
    .map((edge): DocumentEdge => ({
      ...edge,
      source: ids.get(edge.source) ?? "",
      target: ids.get(edge.target) ?? "",
    }));
  const drawn = <T extends DocumentNote | DocumentGroup>(each: T): T => ({
    ...each,
    id: ids.get(each.id) ?? each.id,
    position: { ...each.position, ...shifted(placed(each)) },
  });
  const notes = clip.notes.map(drawn);
  const groups = clip.groups.map(drawn);
  return {
    document: {
      ...document,
      nodes: [...nodesOf(document), ...nodes],
      edges: [...(document.edges ?? []), ...edges],
      ...(notes.length > 0 ? { notes: [...(document.notes ?? []), ...notes] } : {}),
      ...(groups.length > 0 ? { groups: [...(document.groups ?? []), ...groups] } : {}),
    },
    ids: [
      ...nodes.filter((node) => !node.parent || node.parent === parent).map((node) => node.id),
      ...[...notes, ...groups].map((each) => each.id),
    ],
  };
}

function renamed(document: FlowDocument, clip: Clip) {
  const ids = new Map<string, string>();
  const keys = new Map<string, string>();
  const ownIds = takenIds(document);
  const ownKeys = new Set(nodesOf(document).map((node) => node.key));
  for (const { id } of [...clip.nodes, ...clip.notes, ...clip.groups]) {
    const fresh = freshId(id, ownIds);
    ids.set(id, fresh);
    ownIds.add(fresh);
  }
  for (const { key } of clip.nodes) {
    const fresh = freshKey(key, ownKeys);
    keys.set(key, fresh);
    ownKeys.add(fresh);
  }
  return { ids, keys };
}

/** Returns a document whose input is described with what another one asks for as well. */
export function withInputOf(document: FlowDocument, other: FlowDocument): FlowDocument {
  const asked = propertiesOf(other);
  const own = propertiesOf(document);
  if (Object.keys(asked).every((name) => name in own)) return document;
  return {
    ...document,
    input_schema: { type: "object", ...document.input_schema, properties: { ...asked, ...own } },
  };
}

function propertiesOf({ input_schema: schema }: FlowDocument): Record<string, unknown> {
  return (schema?.properties ?? {}) as Record<string, unknown>;
}

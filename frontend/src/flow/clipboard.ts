/** Nodes as text: copied, pasted into any flow, sent to somebody. */
import type { DocumentEdge, DocumentNode, FlowDocument } from "@/api/types";
import { freshId, freshKey, isContainer, nodesOf, placeOf, type Point, withInner } from "@/flow/document";
import { mapTexts, renameSteps } from "@/flow/references";

export interface Clip {
  nodes: DocumentNode[];
  edges: DocumentEdge[];
}

/** Returns nodes with what lies in them and the wires between, as JSON text. */
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
  return JSON.stringify({ nodes, edges }, null, 2);
}

/** Returns the nodes that a text holds, or null when it is none of a flow. */
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
  const edges = "edges" in value && Array.isArray(value.edges) ? (value.edges as DocumentEdge[]) : [];
  return sound && nodes.length > 0 ? { nodes, edges } : null;
}

/** Adds nodes of a clip with ids and keys of their own, the upper left one at a point of a container or the canvas. */
export function paste(
  document: FlowDocument,
  clip: Clip,
  at: Point,
  parent: string | null,
): { document: FlowDocument; ids: string[] } {
  const ids = new Map<string, string>();
  const keys = new Map<string, string>();
  const takenIds = new Set(nodesOf(document).map((node) => node.id));
  const takenKeys = new Set(nodesOf(document).map((node) => node.key));
  for (const node of clip.nodes) {
    ids.set(node.id, freshId(node.id, takenIds));
    keys.set(node.key, freshKey(node.key, takenKeys));
    takenIds.add(ids.get(node.id) ?? "");
    takenKeys.add(keys.get(node.key) ?? "");
  }
  const outer = clip.nodes.filter((node) => !node.parent || !ids.has(node.parent));
  const left = Math.min(...outer.map((node) => node.position?.x ?? 0));
  const top = Math.min(...outer.map((node) => node.position?.y ?? 0));
  const pasted = clip.nodes.map((node): DocumentNode => {
    const { parent: before, compensate_with: undo, ...rest } = node;
    const inside = before ? ids.get(before) : undefined;
    const { x = 0, y = 0, ...size } = node.position ?? {};
    const position = inside ? { x, y } : { x: Math.round(at.x + x - left), y: Math.round(at.y + y - top) };
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
  return {
    document: {
      ...document,
      nodes: [...nodesOf(document), ...pasted],
      edges: [...(document.edges ?? []), ...edges],
    },
    ids: pasted.filter((node) => !node.parent || node.parent === parent).map((node) => node.id),
  };
}

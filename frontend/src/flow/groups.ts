/** Groups: named frames that only the canvas knows; what lies in one when it is moved goes along. */
import type { DocumentGroup, FlowDocument } from "@/api/types";
import {
  type Catalogue,
  freshId,
  GROUP_SIZE,
  nodesOf,
  NOTE_SIZE,
  placed,
  placeOf,
  type Point,
  portsOf,
  type Size,
  sizeOf,
  takenIds,
} from "@/flow/document";
import { type Added, patchNodes } from "@/flow/edits";
import { around, type Box } from "@/flow/guides";

const MARGIN = { side: 28, top: 56 };
export const COLORS = ["blue", "green", "yellow", "red", "violet"] as const;

/** Returns the box of a node, a note or a group on the canvas, or null when there is none of that id. */
export function boxOf(document: FlowDocument, id: string, catalogue: Catalogue): Box | null {
  const node = nodesOf(document).find((each) => each.id === id);
  if (node) return { ...placeOf(document, id), ...sizeOf(document, node, portsOf(node, catalogue).length) };
  const note = document.notes?.find((each) => each.id === id);
  if (note) return { ...placed(note), ...sized(note.position, NOTE_SIZE) };
  const group = document.groups?.find((each) => each.id === id);
  return group ? { ...placed(group), ...sized(group.position, GROUP_SIZE) } : null;
}

function sized(position: DocumentGroup["position"], otherwise: Size): Size {
  return { width: position?.width ?? otherwise.width, height: position?.height ?? otherwise.height };
}

/** Draws a frame around what is selected, or at a point when nothing is. */
export function addGroup(
  document: FlowDocument,
  ids: ReadonlySet<string>,
  otherwise: Point,
  catalogue: Catalogue,
): Added {
  const boxes = [...ids].flatMap((id) => boxOf(document, id, catalogue) ?? []);
  const inner = boxes.length > 0 ? around(boxes) : null;
  const position = inner
    ? {
        x: Math.round(inner.x - MARGIN.side),
        y: Math.round(inner.y - MARGIN.top),
        width: Math.round(inner.width + 2 * MARGIN.side),
        height: Math.round(inner.height + MARGIN.top + MARGIN.side),
      }
    : { x: Math.round(otherwise.x), y: Math.round(otherwise.y), ...GROUP_SIZE };
  const id = freshId("group", takenIds(document));
  const color = COLORS[(document.groups?.length ?? 0) % COLORS.length] ?? "blue";
  const group: DocumentGroup = { id, name: "", position, color };
  return { id, document: { ...document, groups: [...(document.groups ?? []), group] } };
}

export function patchGroup(document: FlowDocument, id: string, change: Partial<DocumentGroup>): FlowDocument {
  const groups = (document.groups ?? []).map((group) => (group.id === id ? { ...group, ...change } : group));
  return { ...document, groups };
}

/** Takes frames away; what lies in them stays. */
export function removeGroups(document: FlowDocument, ids: ReadonlySet<string>): FlowDocument {
  if (!document.groups?.some((group) => ids.has(group.id))) return document;
  return { ...document, groups: document.groups.filter((group) => !ids.has(group.id)) };
}

/** Returns the ids of what lies in a frame: of nodes outside all containers, notes and smaller frames. */
export function contentsOf(document: FlowDocument, id: string, catalogue: Catalogue): string[] {
  const frame = boxOf(document, id, catalogue);
  if (!frame) return [];
  const candidates = [
    ...nodesOf(document)
      .filter((node) => !node.parent)
      .map((node) => node.id),
    ...(document.notes ?? []).map((note) => note.id),
    ...(document.groups ?? []).map((group) => group.id),
  ];
  return candidates.filter((each) => {
    const box = each === id ? null : boxOf(document, each, catalogue);
    return box !== null && holds(frame, box);
  });
}

/** What has its middle in a frame lies in it, if it is the smaller of both. */
function holds(frame: Box, box: Box): boolean {
  const x = box.x + box.width / 2;
  const y = box.y + box.height / 2;
  return (
    x > frame.x &&
    x < frame.x + frame.width &&
    y > frame.y &&
    y < frame.y + frame.height &&
    box.width * box.height < frame.width * frame.height
  );
}

/** Moves nodes (within their containers), notes and groups. */
export function moveElements(document: FlowDocument, to: ReadonlyMap<string, Point>): FlowDocument {
  const move = <T extends DocumentGroup>(each: T): T => {
    const at = to.get(each.id);
    return at ? { ...each, position: { ...each.position, x: Math.round(at.x), y: Math.round(at.y) } } : each;
  };
  const ids = new Set(to.keys());
  const nodes = nodesOf(document).some((node) => ids.has(node.id))
    ? patchNodes(document, ids, (node) => ({ position: move(node as DocumentGroup).position }))
    : document;
  return {
    ...nodes,
    ...(document.notes ? { notes: document.notes.map(move) } : {}),
    ...(document.groups ? { groups: document.groups.map(move) } : {}),
  };
}

/** Dragging on the canvas: positions while it goes on, and the one change that it becomes. */
import type { NodeChange } from "@xyflow/react";

import { endDragView, useDragView } from "@/editor/canvas/drag-view";
import type { CanvasNode } from "@/editor/canvas/elements";
import { edit, useEditor } from "@/editor/store";
import type { FlowDocument } from "@/api/types";
import { toast } from "@/components/ui/toast";
import {
  around as containersAround,
  type Catalogue,
  drawnById,
  isContainer,
  nodeById,
  nodesOf,
  placed,
  type Point,
  withInner,
} from "@/flow/document";
import { containerAt, growToFit } from "@/flow/containers";
import { reparent } from "@/flow/edits";
import { boxOf, contentsOf, moveElements } from "@/flow/groups";
import { around, type Box, overlap, snapTo } from "@/flow/guides";
import { t, tn } from "@/lib/i18n";

/** On the screen, in pixels. */
const SNAP_PX = 6;
/** More neighbours than these cannot be told apart anyway. */
const MOST_NEIGHBOURS = 200;

/** What does not change while a drag goes on. */
interface Held {
  /** Where each thing was that the pointer moves. */
  from: ReadonlyMap<string, Point>;
  /** What lies in groups that are dragged, and goes along. */
  along: ReadonlyMap<string, Point>;
  box: Box;
  neighbours: readonly Box[];
  zoom: number;
  /** Whether there are any to land in. */
  containers: boolean;
}

export interface Surface {
  /** What of the canvas can be seen. */
  view: Box;
  zoom: number;
}

let held: Held | null = null;
let free = false;

/** Notes whether lines and grid are to be left alone, which the Alt key says. */
export function dragFreely(wanted: boolean): void {
  free = wanted;
}

/** Takes what React Flow tells about positions and the selection. */
export function takeChanges(
  changes: readonly NodeChange<CanvasNode>[],
  catalogue: Catalogue,
  surface: () => Surface,
): void {
  const dragged = new Map<string, Point>();
  const arrows = new Map<string, Point>();
  let chosen: Set<string> | null = null;
  for (const change of changes) {
    if (change.type === "position" && change.position) {
      if (change.dragging) dragged.set(change.id, change.position);
      else if (held === null) arrows.set(change.id, change.position);
    } else if (change.type === "select") {
      chosen ??= new Set(useEditor.getState().selected);
      if (change.selected) chosen.add(change.id);
      else chosen.delete(change.id);
    }
  }
  if (chosen) useEditor.setState({ selected: chosen });
  if (dragged.size > 0) drag(dragged, catalogue, surface);
  if (arrows.size > 0) nudge(arrows, catalogue);
}

function drag(to: Map<string, Point>, catalogue: Catalogue, surface: () => Surface): void {
  const { document } = useEditor.getState();
  held ??= hold(document, new Set(to.keys()), catalogue, surface());
  if (held === null) return;
  const [first] = to;
  if (!first) return;
  const [id, at] = first;
  const start = held.from.get(id) ?? at;
  const by = { x: at.x - start.x, y: at.y - start.y };
  const moving = { ...held.box, x: held.box.x + by.x, y: held.box.y + by.y };
  const snap = free ? { dx: 0, dy: 0, guides: [] } : snapTo(moving, held.neighbours, SNAP_PX / held.zoom);
  const places = new Map<string, Point>();
  for (const [each, place] of to) places.set(each, { x: place.x + snap.dx, y: place.y + snap.dy });
  for (const [each, place] of held.along)
    places.set(each, { x: place.x + by.x + snap.dx, y: place.y + by.y + snap.dy });
  useEditor.setState({ dragged: places });
  const target = held.containers ? targetOf(document, new Set(to.keys()), held.box, by, catalogue) : null;
  useDragView.setState({ guides: snap.guides, target });
}

function hold(
  document: FlowDocument,
  ids: ReadonlySet<string>,
  catalogue: Catalogue,
  { view, zoom }: Surface,
): Held | null {
  const from = new Map<string, Point>();
  for (const id of ids) from.set(id, placeIn(document, id));
  const along = new Map<string, Point>();
  for (const id of withGroups(document, ids, catalogue))
    if (!ids.has(id)) along.set(id, placeIn(document, id));
  const boxes = [...ids].flatMap((id) => boxOf(document, id, catalogue) ?? []);
  if (boxes.length === 0) return null;
  // Neither what moves nor what is around it can be a line to move to.
  const out = withInner(document, [...ids, ...along.keys()]);
  for (const id of ids) for (const each of containersAround(document, id)) out.add(each);
  const neighbours: Box[] = [];
  for (const { id } of [...nodesOf(document), ...(document.notes ?? []), ...(document.groups ?? [])]) {
    const box = out.has(id) ? null : boxOf(document, id, catalogue);
    if (box && overlap(box, view) && neighbours.push(box) >= MOST_NEIGHBOURS) break;
  }
  const containers = nodesOf(document).some((node) => isContainer(node.type));
  return { from, along, box: around(boxes), neighbours, zoom, containers };
}

/** Returns the ids with those of all that lies in groups among them. */
function withGroups(document: FlowDocument, ids: ReadonlySet<string>, catalogue: Catalogue): Set<string> {
  const found = new Set(ids);
  for (const { id } of document.groups ?? [])
    if (ids.has(id)) for (const each of contentsOf(document, id, catalogue)) found.add(each);
  return found;
}

function placeIn(document: FlowDocument, id: string): Point {
  return placed(nodeById(document, id) ?? drawnById(document, id) ?? {});
}

/** Moves what is selected by the arrow keys; what lies in selected groups goes along. */
function nudge(to: ReadonlyMap<string, Point>, catalogue: Catalogue): void {
  edit(
    t("Move"),
    (document) => {
      const places = new Map(to);
      const [first] = to;
      if (!first) return document;
      const before = placeIn(document, first[0]);
      for (const id of withGroups(document, new Set(to.keys()), catalogue)) {
        const place = placeIn(document, id);
        if (!places.has(id))
          places.set(id, { x: place.x + first[1].x - before.x, y: place.y + first[1].y - before.y });
      }
      return moveElements(document, places);
    },
    "arrows",
  );
}

/** Ends a drag: things are where they were dropped, nodes in the container they were dropped on. */
export function drop(catalogue: Catalogue): void {
  const { dragged } = useEditor.getState();
  const ids = new Set(held?.from.keys());
  held = null;
  endDragView();
  if (dragged.size === 0) return;
  edit(t("Move"), (before) => settleIn(moveElements(before, dragged), ids, catalogue));
  useEditor.setState({ dragged: new Map() });
}

/** What lies in a box that moves goes along: only the outermost change their container. */
function outermost(document: FlowDocument, ids: ReadonlySet<string>): string[] {
  return [...ids].filter((id) => {
    const node = nodeById(document, id);
    return node !== undefined && !node.type.startsWith("trigger.") && !ids.has(node.parent ?? "");
  });
}

/** Returns the container that dragged nodes would land in, when it is another one than they are in. */
function targetOf(
  document: FlowDocument,
  ids: ReadonlySet<string>,
  box: Box,
  by: Point,
  catalogue: Catalogue,
): string | null {
  const outer = outermost(document, ids);
  if (outer.length === 0) return null;
  const middle = { x: box.x + by.x + box.width / 2, y: box.y + by.y + box.height / 2 };
  const target = landing(document, ids, middle, catalogue);
  return outer.some((id) => (nodeById(document, id)?.parent ?? null) !== target) ? target : null;
}

function settleIn(document: FlowDocument, ids: ReadonlySet<string>, catalogue: Catalogue): FlowDocument {
  const outer = outermost(document, ids);
  const boxes = outer.flatMap((id) => boxOf(document, id, catalogue) ?? []);
  if (boxes.length === 0) return document;
  const { x, y, width, height } = around(boxes);
  const middle = { x: x + width / 2, y: y + height / 2 };
  const target = landing(document, ids, middle, catalogue);
  const changing = outer.filter((id) => (nodeById(document, id)?.parent ?? null) !== target);
  if (changing.length === 0) return growToFit(document, target, catalogue);
  const { document: settled, cut } = reparent(document, new Set(changing), target);
  if (cut > 0)
    toast.info(
      tn(cut, "{n} wire was taken away", "{n} wires were taken away"),
      t("Wires do not cross the edge of a container."),
    );
  return growToFit(settled, target, catalogue);
}

function landing(
  document: FlowDocument,
  ids: ReadonlySet<string>,
  at: Point,
  catalogue: Catalogue,
): string | null {
  const { collapsed } = useEditor.getState();
  return containerAt(document, at, catalogue, new Set([...withInner(document, ids), ...collapsed]));
}

/** What the editor can do with the open document; commands, menus and the canvas all call these. */
import { toast } from "@/components/ui/toast";
import { type Adding, edit, select, toggleCollapsed, useEditor } from "@/editor/store";
import { glide } from "@/editor/canvas/glide";
import { layoutOf } from "@/editor/layout-worker";
import { align, type Side } from "@/flow/align";
import { importText, isImportable } from "@/editor/importing";
import { type Clip, copyText, paste, readClip, sizeOfClip } from "@/flow/clipboard";
import { whyNot } from "@/flow/connect";
import {
  type Catalogue,
  edgeKey,
  isContainer,
  nodeById,
  nodesOf,
  NODE_SIZE,
  drawnById,
  PADDING,
  placed,
  placeOf,
  type Point,
} from "@/flow/document";
import {
  addNode,
  addNote,
  connect,
  firstPort,
  insertOnEdge,
  patchNodes,
  removeNodes,
  removeNotes,
  reparent,
} from "@/flow/edits";
import { addGroup, removeGroups } from "@/flow/groups";
import { withLayout } from "@/flow/layout";
import { t, tn } from "@/lib/i18n";

const state = () => useEditor.getState();
const NEXT_TO = NODE_SIZE.width + 72;
const COPY_OFFSET = 40;

/** Adds a node where a menu was opened: on a wire, after a port, or just there. */
export function addAt(
  type: string,
  adding: Omit<Adding, "at">,
  catalogue: Catalogue,
  config?: Record<string, unknown>,
): string {
  let id = "";
  edit(t("Add a node"), (document) => {
    if (adding.onEdge) {
      const added = insertOnEdge(document, adding.onEdge, { type, config }, catalogue);
      id = added.id;
      return added.document;
    }
    const origin = adding.parent ? placeOf(document, adding.parent) : { x: 0, y: 0 };
    const position = { x: adding.place.x - origin.x, y: adding.place.y - origin.y };
    const added = addNode(document, { type, position, parent: adding.parent, config });
    id = added.id;
    const { from } = adding;
    if (!from) return added.document;
    const wire = { source: from.node, source_port: from.port, target: id };
    return whyNot(added.document, wire, catalogue) === null ? connect(added.document, wire) : added.document;
  });
  select([id]);
  return id;
}

/** Adds a node after the selected one, or at a point when none is selected. */
export function addNext(
  type: string,
  otherwise: Point,
  catalogue: Catalogue,
  config?: Record<string, unknown>,
): string {
  const { document, selected } = state();
  const [id] = selected;
  const before = id === undefined ? undefined : nodeById(document, id);
  if (!before)
    return addAt(type, { place: otherwise, from: null, onEdge: null, parent: null }, catalogue, config);
  const place = placeOf(document, before.id);
  const port = firstPort(document, before.id, catalogue);
  const next = document.edges?.find(
    (edge) => edge.source === before.id && (edge.source_port ?? "out") === port,
  );
  const at = {
    x: place.x + (before.position?.width ?? NODE_SIZE.width) + NEXT_TO - NODE_SIZE.width,
    y: place.y,
  };
  const adding = {
    place: at,
    from: { node: before.id, port },
    onEdge: next ? edgeKey(next) : null,
    parent: before.parent ?? null,
  };
  return addAt(type, adding, catalogue, config);
}

export function wire(source: string, port: string, target: string, catalogue: Catalogue): void {
  const given = { source, source_port: port, target };
  const reason = whyNot(state().document, given, catalogue);
  if (reason !== null) toast.info(t("These cannot be connected"), reason);
  else edit(t("Connect"), (document) => connect(document, port === "out" ? { source, target } : given));
}

export function removeSelected(): void {
  const { selected } = state();
  if (selected.size === 0) return;
  edit(tn(selected.size, "Remove {n} thing", "Remove {n} things"), (document) =>
    removeGroups(removeNotes(removeNodes(document, selected), selected), selected),
  );
}

export async function copySelected(): Promise<boolean> {
  const { document, selected } = state();
  if (selected.size === 0) return false;
  await navigator.clipboard.writeText(copyText(document, selected));
  toast.ok(tn(selected.size, "Copied {n} node", "Copied {n} nodes"));
  return true;
}

export async function cutSelected(): Promise<void> {
  if (await copySelected()) removeSelected();
}

/** Adds what a text holds: parts of a flow, or anything that can be imported. */
export function pasteText(text: string, at: Point): void {
  const clip = readClip(text);
  if (clip && !("schema" in (JSON.parse(text) as object))) pasteClip(clip, at);
  else if (isImportable(text)) void importText(text, at);
  else
    toast.info(
      t("There are no nodes in the clipboard"),
      t("Copy some in this or another flow first, or a cURL command, a recording or a flow as JSON."),
    );
}

function pasteClip(clip: Clip, at: Point): void {
  const count = sizeOfClip(clip);
  let ids: string[] = [];
  edit(tn(count, "Paste {n} node", "Paste {n} nodes"), (document) => {
    const pasted = paste(document, clip, at, null);
    ids = pasted.ids;
    return pasted.document;
  });
  select(ids);
}

export function duplicateSelected(): void {
  const { document, selected } = state();
  const clip = readClip(copyText(document, selected));
  const [first] = selected;
  if (!clip || first === undefined) return;
  const parent = nodeById(document, first)?.parent ?? null;
  const places = [...selected].flatMap((id) => {
    const found = nodeById(document, id) ?? drawnById(document, id);
    return found ? [placed(found)] : [];
  });
  const at = {
    x: Math.min(...places.map(({ x }) => x)) + COPY_OFFSET,
    y: Math.min(...places.map(({ y }) => y)) + COPY_OFFSET,
  };
  let copies: string[] = [];
  edit(t("Duplicate"), (before) => {
    const pasted = paste(before, clip, at, parent);
    copies = pasted.ids;
    return pasted.document;
  });
  select(copies);
}

/** Arranges the selected nodes, or all when fewer than two are selected; they glide to their places. */
export async function arrange(catalogue: Catalogue): Promise<void> {
  const { document, selected } = state();
  const only = selected.size > 1 ? selected : null;
  const layout = await layoutOf(document, catalogue, only);
  // Who goes on editing meanwhile is not to be overwritten.
  if (state().document !== document) return;
  const tidy = withLayout(document, layout);
  await glide(document, tidy);
  if (state().document === document) edit(t("Arrange"), () => tidy);
}

/** Lines up what is selected. */
export function alignSelected(side: Side, catalogue: Catalogue): void {
  const { selected } = state();
  edit(t("Align"), (document) => align(document, selected, side, catalogue));
}

export function toggleDisabled(): void {
  const { document, selected } = state();
  const all = nodesOf(document).filter((node) => selected.has(node.id));
  const off = all.some((node) => !node.disabled);
  edit(off ? t("Switch off") : t("Switch on"), (before) =>
    patchNodes(before, selected, () => ({ disabled: off ? true : undefined })),
  );
}

/** Puts the selected nodes into a new container. */
export function wrapSelected(type: string): void {
  const { document, selected } = state();
  const inner = nodesOf(document).filter((node) => selected.has(node.id));
  const parents = new Set(inner.map((node) => node.parent ?? null));
  const [parent] = parents;
  if (inner.length === 0 || parents.size > 1 || parent === undefined) {
    toast.info(t("These cannot be put into one container"), t("Select nodes that lie side by side."));
    return;
  }
  let id = "";
  edit(t("Put into a container"), (before) => {
    const left = Math.min(...inner.map((node) => node.position?.x ?? 0));
    const top = Math.min(...inner.map((node) => node.position?.y ?? 0));
    const added = addNode(before, {
      type,
      position: { x: left - PADDING.left, y: top - PADDING.top },
      parent,
    });
    id = added.id;
    const crossing = (before.edges ?? []).filter(
      (edge) => selected.has(edge.source) !== selected.has(edge.target),
    );
    const moved = reparent(added.document, selected, id).document;
    // What led in or out leads to and from the container now.
    return crossing.reduce((wired, edge) => {
      const { source_port: port, ...rest } = edge;
      const outer = selected.has(edge.target)
        ? { ...edge, target: id }
        : { ...rest, source: id, source_port: undefined };
      if (!selected.has(edge.source) || port !== "error") {
        const twice = (wired.edges ?? []).some((each) => edgeKey(each) === edgeKey(outer));
        return twice ? wired : connect(wired, outer);
      }
      return wired;
    }, moved);
  });
  select([id]);
}

/** Opens the menu of nodes to come after the selected one, or to lie at a point. */
export function openAdding(catalogue: Catalogue, otherwise: Point, toScreen: (at: Point) => Point): void {
  const { document, selected } = state();
  const [id] = selected;
  const before = id === undefined ? undefined : nodeById(document, id);
  const corner = before && placeOf(document, before.id);
  const place = corner ? { x: corner.x + NEXT_TO, y: corner.y + NODE_SIZE.height / 2 } : otherwise;
  const from = before && { node: before.id, port: firstPort(document, before.id, catalogue) };
  useEditor.setState({
    adding: { at: toScreen(place), place, from: from ?? null, onEdge: null, parent: before?.parent ?? null },
  });
}

/** Collapses the selected containers, or opens them. */
export function foldSelected(): void {
  const { document, selected } = state();
  for (const id of selected) if (isContainer(nodeById(document, id)?.type ?? "")) toggleCollapsed(id);
}

/** Draws a frame around what is selected, else at a point. */
export function addGroupAt(at: Point, catalogue: Catalogue): void {
  let id = "";
  edit(t("Group"), (document) => {
    const added = addGroup(document, state().selected, at, catalogue);
    id = added.id;
    return added.document;
  });
  select([id]);
}

export function addNoteAt(at: Point): void {
  let id = "";
  edit(t("Add a note"), (document) => {
    const added = addNote(document, at);
    id = added.id;
    return added.document;
  });
  select([id]);
}

/** The open document with its history and what is selected; the only place where either is kept. */
import { create } from "zustand";

import type { Diagnostic, FlowDocument, FlowView } from "@/api/types";
import { nodeById, type Point, takenIds } from "@/flow/document";
import { beginHistory, current, type History, jump, record, redo, undo } from "@/flow/history";
import { needsArranging } from "@/flow/layout";
import { toMend } from "@/flow/problems";

export type Saving = "saved" | "dirty" | "saving" | "offline" | "conflict";
export type Panel = "results" | "problems" | "history" | "versions" | "comments" | null;

/** Where a menu of nodes to add is open, and what it is for. */
export interface Adding {
  /** On the screen. */
  at: Point;
  /** On the canvas. */
  place: Point;
  from: { node: string; port: string } | null;
  onEdge: string | null;
  parent: string | null;
}

export interface EditorState {
  flow: string;
  /** Revision of the draft on the host that `saved` is. */
  rev: number;
  version: number | null;
  document: FlowDocument;
  saved: FlowDocument;
  history: History;
  saving: Saving;
  diagnostics: readonly Diagnostic[];
  selected: ReadonlySet<string>;
  /** Positions while nodes are dragged; they become one change at the end. */
  dragged: ReadonlyMap<string, Point>;
  collapsed: ReadonlySet<string>;
  adding: Adding | null;
  /** The node whose wires are edited without a pointer. */
  wiring: string | null;
  panel: Panel;
  /** The run that is shown on the canvas. */
  run: string | null;
  /** The document that run was started with, to tell what has changed since. */
  ranWith: FlowDocument | null;
  /** Documents without positions are arranged once their node types are known. */
  unarranged: boolean;
}

const NOTHING: FlowDocument = { schema: 1, name: "" };

export const useEditor = create<EditorState>(() => ({
  flow: "",
  rev: 0,
  version: null,
  document: NOTHING,
  saved: NOTHING,
  history: beginHistory(NOTHING, ""),
  saving: "saved",
  diagnostics: [],
  selected: new Set(),
  dragged: new Map(),
  collapsed: new Set(),
  adding: null,
  wiring: null,
  panel: null,
  run: null,
  ranWith: null,
  unarranged: false,
}));

const { getState: get, setState: set } = useEditor;

/** Opens a flow as the host has it. */
export function openFlow(flow: FlowView, label: string): void {
  set({
    flow: flow.id,
    rev: flow.rev,
    version: flow.version,
    document: flow.document,
    saved: flow.document,
    history: beginHistory(flow.document, label),
    saving: "saved",
    diagnostics: toMend(flow.diagnostics),
    selected: new Set(),
    dragged: new Map(),
    collapsed: new Set(),
    adding: null,
    wiring: null,
    panel: null,
    run: null,
    ranWith: null,
    unarranged: needsArranging(flow.document),
  });
}

/** Makes a change; changes with the same mark that follow each other closely count as one. */
export function edit(label: string, change: (document: FlowDocument) => FlowDocument, mark?: string): void {
  const { document, history } = get();
  const changed = change(document);
  if (changed === document) return;
  show(record(history, { label, document: changed, at: Date.now(), mark }));
}

/** Puts another document in place without a step of history: arranging what has no positions yet. */
export function settle(document: FlowDocument): void {
  const { history } = get();
  const changes = history.changes.with(history.now, {
    label: history.changes[history.now]?.label ?? "",
    at: 0,
    document,
  });
  set({ document, saved: document, history: { ...history, changes }, unarranged: false });
}

function show(history: History): void {
  const document = current(history);
  const { saved, selected, saving } = get();
  const taken = takenIds(document);
  const there = new Set([...selected].filter((id) => taken.has(id)));
  const next: Saving = saving === "conflict" ? "conflict" : document === saved ? "saved" : "dirty";
  set({ history, document, saving: next, selected: there.size === selected.size ? selected : there });
}

export const undoEdit = () => show(undo(get().history));
export const redoEdit = () => show(redo(get().history));
export const jumpTo = (index: number) => show(jump(get().history, index));

export function select(ids: Iterable<string>): void {
  set({ selected: new Set(ids) });
}

/** The only selected node's id, or null. */
export function onlySelected({ selected, document }: EditorState): string | null {
  const [first, ...others] = selected;
  return first !== undefined && others.length === 0 && nodeById(document, first) ? first : null;
}

export function toggleCollapsed(id: string): void {
  const collapsed = new Set(get().collapsed);
  if (!collapsed.delete(id)) collapsed.add(id);
  set({ collapsed });
}

export function togglePanel(panel: Panel): void {
  set({ panel: get().panel === panel ? null : panel });
}

/** Undo and redo. Documents are immutable and share what did not change, so a step of history is a reference. */
import type { FlowDocument } from "@/api/types";

export interface Change {
  label: string;
  /** The document after the change. */
  document: FlowDocument;
  at: number;
  /** Changes of the same mark that follow each other closely are one: typing into a field. */
  mark?: string;
}

export interface History {
  changes: readonly Change[];
  /** Index of the document that is shown. */
  now: number;
}

const MAX_CHANGES = 500;
const SAME_WITHIN_MS = 1_500;

export function beginHistory(document: FlowDocument, label: string): History {
  return { changes: [{ label, document, at: 0 }], now: 0 };
}

export function current({ changes, now }: History): FlowDocument {
  return (changes[now] as Change).document;
}

/** Adds a change after the present one; what was undone before is gone. */
export function record(history: History, change: Change): History {
  const kept = history.changes.slice(0, history.now + 1);
  const last = kept.at(-1);
  const joins =
    change.mark !== undefined && last?.mark === change.mark && change.at - last.at < SAME_WITHIN_MS;
  const changes = [...(joins ? kept.slice(0, -1) : kept), change].slice(-MAX_CHANGES);
  return { changes, now: changes.length - 1 };
}

export function undo(history: History): History {
  return { ...history, now: Math.max(0, history.now - 1) };
}

export function redo(history: History): History {
  return { ...history, now: Math.min(history.changes.length - 1, history.now + 1) };
}

export function jump(history: History, to: number): History {
  return { ...history, now: Math.min(history.changes.length - 1, Math.max(0, to)) };
}

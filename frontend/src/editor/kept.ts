/** What this browser keeps of a flow until the host has it: it survives a lost host, a reload and a closed tab. */
import type { FlowDocument } from "@/api/types";
import { fingerprint } from "@/flow/same";

interface Kept {
  rev: number;
  document: FlowDocument;
}

const draft = (flow: string) => `draft.${flow}`;
const sent = (flow: string) => `sent.${flow}`;

/** Returns what was edited in this browser and never reached the host, or null. */
export function unsaved(flow: string): Kept | null {
  return read(draft(flow)) as Kept | null;
}

export function keep(flow: string, rev: number, document: FlowDocument): void {
  write(draft(flow), { rev, document } satisfies Kept);
}

export function forget(flow: string): void {
  localStorage.removeItem(draft(flow));
  localStorage.removeItem(sent(flow));
}

/** Notes that a document is on its way to the host: it may arrive, and the answer be lost with the host. */
export function sending(flow: string, document: FlowDocument): void {
  const before = sentBefore(flow);
  const print = fingerprint(document);
  if (!before.includes(print)) write(sent(flow), [...before, print]);
}

/** Notes that the host has answered: of what was sent, nothing is on its way any more. */
export function answered(flow: string): void {
  localStorage.removeItem(sent(flow));
}

/** Tells whether what the host has came from here, although it never said that it took it. */
export function isOwn(flow: string, document: FlowDocument): boolean {
  return sentBefore(flow).includes(fingerprint(document));
}

function sentBefore(flow: string): string[] {
  return (read(sent(flow)) as string[] | null) ?? [];
}

function write(place: string, value: unknown): void {
  try {
    localStorage.setItem(place, JSON.stringify(value));
  } catch {
    // There is no room left in this browser; saving goes on, and leaving the page asks first.
  }
}

function read(place: string): unknown {
  try {
    return JSON.parse(localStorage.getItem(place) ?? "null") as unknown;
  } catch {
    return null;
  }
}

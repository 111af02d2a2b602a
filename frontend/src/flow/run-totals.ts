/** What a run did at each node so far, counted step by step. */
import type { Status } from "@/api/types";
import type { StepState } from "@/flow/run-feed";

export interface NodeTotals {
  status: Status;
  /** How often it was executed: once per iteration. */
  steps: number;
  failed: number;
  running: number;
  /** When the first of those that run now began; null when none does. */
  since: number | null;
  ms: number;
  /** Of all its outputs; null when none is a list. */
  items: number | null;
  /** What it gave to its ports. */
  ports: Readonly<Record<string, Passed>>;
  /** A loop's iterations that have begun. */
  rounds: number;
}

/** What has gone along a wire: how often, and how many items in all. */
export interface Passed {
  steps: number;
  items: number | null;
}

export const NO_TOTALS: NodeTotals = {
  status: "pending",
  steps: 0,
  failed: 0,
  running: 0,
  since: null,
  ms: 0,
  items: null,
  ports: {},
  rounds: 0,
};

/** Returns a node's totals with one of its steps as it is now, in place of what it was. */
export function withStep(known: NodeTotals, before: StepState | undefined, step: StepState): NodeTotals {
  const failed = known.failed + Number(step.status === "failed") - Number(before?.status === "failed");
  const running =
    known.running + Number(isOpen(step.status)) - Number(before !== undefined && isOpen(before.status));
  const status =
    running > 0 ? (step.status === "waiting" ? "waiting" : "running") : failed > 0 ? "failed" : step.status;
  return {
    status,
    steps: known.steps + (before ? 0 : 1),
    failed,
    running,
    since: running === 0 ? null : (known.since ?? step.startedAt),
    ms: known.ms + lasted(step) - (before ? lasted(before) : 0),
    items: sum(known.items, step.items, before?.items),
    ports: passed(known.ports, before, step),
    rounds: known.rounds,
  };
}

function sum(total: number | null, more: number | null, less: number | null | undefined): number | null {
  return total === null && more === null ? null : (total ?? 0) + (more ?? 0) - (less ?? 0);
}

/** Returns what has gone to each port, with one step's end in place of what it was before. */
function passed(
  known: NodeTotals["ports"],
  before: StepState | undefined,
  step: StepState,
): NodeTotals["ports"] {
  if (step.ports.length === 0 && !before?.ports.length) return known;
  const ports = { ...known };
  const add = (port: string, steps: number, more: number | null, less: number | null) => {
    const now = ports[port];
    ports[port] = { steps: (now?.steps ?? 0) + steps, items: sum(now?.items ?? null, more, less) };
  };
  for (const port of before?.ports ?? []) add(port, -1, null, before?.items ?? null);
  for (const port of step.ports) add(port, 1, step.items, null);
  return ports;
}

function isOpen(status: Status): boolean {
  return status === "running" || status === "waiting";
}

function lasted(step: StepState): number {
  return step.finishedAt === null ? 0 : step.finishedAt - step.startedAt;
}

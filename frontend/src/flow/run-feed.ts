/** A run as its events tell it: the state of every step in every iteration, and the log. */
import type { Artifact, FlowDocument, RunError, RunEvent, Status, StepView } from "@/api/types";
import { loopsAround } from "@/flow/order";
import { type NodeTotals, NO_TOTALS, withStep } from "@/flow/run-totals";
import { t } from "@/lib/i18n";

export interface StepState {
  node: string;
  key: string;
  /** Its iteration, such as `3.0`; empty outside loops. */
  path: string;
  status: Status;
  startedAt: number;
  finishedAt: number | null;
  items: number | null;
  attempts: number;
  error: RunError | null;
  cached: boolean;
  seeded: boolean;
  ports: string[];
  artifacts: Artifact[];
}

export type LogLevel = "debug" | "info" | "warning" | "error";

export interface LogLine {
  seq: number;
  at: number;
  level: LogLevel;
  key: string;
  path: string;
  message: string;
  /** What else was logged. */
  fields: Record<string, unknown>;
}

const ENDS: Record<string, Status> = {
  "run.succeeded": "succeeded",
  "run.failed": "failed",
  "run.canceled": "canceled",
  "run.timed_out": "timed_out",
};
const LOG_KNOWN = new Set(["seq", "at", "type", "message", "level", "key", "path", "node"]);

export function stepId(node: string, path: string): string {
  return `${node}@${path}`;
}

/** Takes a run's events in order. It changes in place, for runs have many thousand; `version` tells that it did. */
export class RunFeed {
  readonly steps = new Map<string, StepState>();
  readonly log: LogLine[] = [];
  /** Iterations begun, by `<loop>@<path>`. */
  readonly iterations = new Map<string, number>();
  readonly totals = new Map<string, NodeTotals>();
  status: Status | null = null;
  error: RunError | null = null;
  version = 0;
  /** When the latest of what has been told happened. */
  latest = 0;
  private readonly loops = new Map<string, string[]>();

  constructor(document: FlowDocument) {
    const nodes = new Map(document.nodes?.map((node) => [node.id, node]));
    for (const id of nodes.keys()) this.loops.set(id, loopsAround(nodes, id));
  }

  apply(events: readonly RunEvent[]): void {
    for (const event of events) this.take(event);
    this.version += 1;
  }

  /** Adds the results that a resumed run was given at its start. */
  seed(records: readonly StepView[]): void {
    for (const record of records) {
      this.put({
        node: record.node,
        key: record.key,
        path: record.path,
        status: record.status,
        startedAt: record.started_at,
        finishedAt: record.finished_at,
        items: itemsOf(record),
        attempts: record.attempts,
        error: record.error,
        cached: record.cached,
        seeded: true,
        ports: record.ports,
        artifacts: record.artifacts as unknown as Artifact[],
      });
    }
    this.version += 1;
  }

  step(node: string, path: string): StepState | undefined {
    return this.steps.get(stepId(node, path));
  }

  private take(event: RunEvent): void {
    this.latest = Math.max(this.latest, event.at);
    const [subject, what] = event.type.split(".");
    if (subject === "run") this.takeRun(event);
    else if (event.type === "log") this.takeLog(event, levelOf(event.level), textOf(event.message));
    else if (subject === "step" && event.node !== undefined) this.takeStep(event, event.node, what ?? "");
  }

  private takeRun(event: RunEvent): void {
    if (event.type === "run.waiting") this.status = "waiting";
    else this.status = ENDS[event.type] ?? "running";
    if (event.type === "run.started") return;
    const error = errorOf(event);
    if (error) this.error = error;
    const left: Status | null =
      this.status === "waiting" ? "waiting" : event.type in ENDS ? "canceled" : null;
    if (left === null) return;
    // A paused run waits in the steps that are not done; an ended one will not do them.
    for (const step of [...this.steps.values()]) {
      if (step.status !== "running" && step.status !== "waiting") continue;
      this.put({ ...step, status: left, finishedAt: left === "canceled" ? event.at : null });
    }
  }

  private takeStep(event: RunEvent, node: string, what: string): void {
    const path = event.path ?? "";
    const before = this.step(node, path);
    const step: StepState = before ?? {
      node,
      key: event.key ?? node,
      path,
      status: "running",
      startedAt: event.at,
      finishedAt: null,
      items: null,
      attempts: 1,
      error: null,
      cached: false,
      seeded: false,
      ports: [],
      artifacts: [],
    };
    const error = errorOf(event);
    if (what === "started") {
      this.status = this.status === "waiting" ? "running" : this.status;
      this.put({ ...step, status: "running", finishedAt: null, error: null });
    } else if (what === "retrying") {
      this.put({ ...step, attempts: Number(event.attempt ?? 1) + 1 });
      this.takeLog(
        event,
        "warning",
        t("Attempt {n} failed: {message}", { n: String(event.attempt), message: error?.message ?? "" }),
      );
    } else if (what === "succeeded" || what === "failed" || what === "skipped") {
      this.put({
        ...step,
        status: what,
        startedAt: before ? step.startedAt : event.at - Number(event.ms ?? 0),
        finishedAt: event.at,
        items: typeof event.items === "number" ? event.items : null,
        attempts: typeof event.attempts === "number" ? event.attempts : step.attempts,
        error,
        cached: event.cached === true,
        seeded: false,
        ports: (event.ports ?? []) as string[],
        artifacts: (event.artifacts ?? []) as Artifact[],
      });
      if (what === "failed" && error) this.takeLog(event, "error", error.message ?? "");
    }
  }

  private takeLog(event: RunEvent, level: LogLevel, message: string): void {
    const fields = Object.fromEntries(Object.entries(event).filter(([name]) => !LOG_KNOWN.has(name)));
    this.log.push({
      seq: event.seq,
      at: event.at,
      level,
      key: event.key ?? "",
      path: event.path ?? "",
      message,
      fields,
    });
  }

  private put(step: StepState): void {
    const id = stepId(step.node, step.path);
    const before = this.steps.get(id);
    this.steps.set(id, step);
    this.totals.set(step.node, withStep(this.totals.get(step.node) ?? NO_TOTALS, before, step));
    const indices = step.path === "" ? [] : step.path.split(".");
    (this.loops.get(step.node) ?? []).forEach((loop, depth) =>
      this.round(loop, indices.slice(0, depth).join("."), Number(indices[depth] ?? 0) + 1),
    );
  }

  private round(loop: string, path: string, number: number): void {
    const id = stepId(loop, path);
    const before = this.iterations.get(id) ?? 0;
    if (number <= before) return;
    this.iterations.set(id, number);
    const totals = this.totals.get(loop) ?? NO_TOTALS;
    this.totals.set(loop, { ...totals, rounds: totals.rounds + number - before });
  }
}

function errorOf(event: RunEvent): RunError | null {
  return typeof event.error === "object" ? event.error : null;
}

function itemsOf({ output, meta }: StepView): number | null {
  const list = Array.isArray(output) ? output : (output as { items?: unknown } | null | undefined)?.items;
  if (Array.isArray(list)) return list.length;
  return typeof meta.items === "number" ? meta.items : null;
}

function textOf(given: unknown): string {
  return typeof given === "string" ? given : given === undefined ? "" : JSON.stringify(given);
}

function levelOf(given: unknown): LogLevel {
  return given === "debug" || given === "warning" || given === "error" ? given : "info";
}

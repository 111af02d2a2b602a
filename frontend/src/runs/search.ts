import type { Status } from "@/api/types";
import { oneOf, someOf, textOf } from "@/lib/search-params";

export const RUN_STATUSES = [
  "queued",
  "running",
  "waiting",
  "succeeded",
  "failed",
  "canceled",
  "timed_out",
] as const satisfies readonly Status[];
export const TRIGGERS = ["manual", "api", "schedule", "webhook", "form", "flow_event", "subflow"] as const;
export const PERIODS = ["hour", "day", "week", "month"] as const;
const VIEWS = ["steps", "logs", "output", "files", "input", "cost"] as const;

export type Period = (typeof PERIODS)[number];
export type RunView = (typeof VIEWS)[number];

/** What the address of the list of runs says. */
export interface RunsSearch {
  q?: string;
  flow?: string;
  /** With commas between. */
  status?: string;
  trigger?: string;
  period?: Period;
}

export function runsSearch(raw: Record<string, unknown>): RunsSearch {
  return {
    q: textOf(raw, "q"),
    flow: textOf(raw, "flow"),
    status: someOf(raw, "status", RUN_STATUSES).join(",") || undefined,
    trigger: textOf(raw, "trigger"),
    period: oneOf(raw, "period", PERIODS),
  };
}

/** What the address of a run says: the open view and the step that is looked at. */
export interface RunSearch {
  view?: RunView;
  step?: string;
  path?: string;
}

export function runSearch(raw: Record<string, unknown>): RunSearch {
  return {
    view: oneOf(raw, "view", VIEWS),
    step: textOf(raw, "step"),
    path: textOf(raw, "path"),
  };
}

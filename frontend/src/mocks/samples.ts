/** Things as the host tells of them, for tests to change what they are about. */
import type { Flow, Run, RunEvent } from "@/api/types";

export function flowSample(change: Partial<Flow> = {}): Flow {
  return {
    id: "flow_1",
    workspace: "local",
    name: "Prices",
    description: "",
    nodes: 3,
    folder: "",
    tags: [],
    version: null,
    live: null,
    canary: null,
    credentials: {},
    webhook: [],
    created_at: 0,
    updated_at: 0,
    deleted_at: null,
    rev: 1,
    ...change,
  };
}

export function runSample(change: Partial<Run> = {}): Run {
  return {
    id: "r_1",
    workspace: "local",
    flow: "flow_1",
    flow_name: "Prices",
    version: null,
    document: "file_1",
    status: "succeeded",
    trigger: "manual",
    schedule: null,
    scheduled_at: null,
    input: null,
    output: null,
    output_blob: null,
    error: null,
    parent: null,
    depth: 0,
    background: false,
    resumed_from: null,
    retry_of: null,
    request: null,
    correlation_id: null,
    only: null,
    forced: [],
    chain: [],
    items: {},
    steps_done: 2,
    steps_failed: 0,
    credits: 0,
    refundable: 0,
    estimate: null,
    reserved: null,
    created_at: 1_000,
    started_at: 1_000,
    finished_at: 3_000,
    rev: 1,
    ...change,
  };
}

let seq = 0;

/** An event of a run's step, 100 ms after the one before. */
export function stepEvent(type: string, node: string, more: Partial<RunEvent> = {}): RunEvent {
  seq += 1;
  return { seq, at: 1_000 + seq * 100, type, node, key: node, path: "", ...more };
}

/** The run that the canvas shows, by node. */
import { create } from "zustand";

import type { RunError } from "@/api/types";
import type { NodeTotals } from "@/flow/run-totals";

interface RunView {
  totals: ReadonlyMap<string, NodeTotals>;
  errors: ReadonlyMap<string, RunError>;
  /** Nodes that are not as they were when the run was started. */
  stale: ReadonlySet<string>;
  active: boolean;
}

export const useRunView = create<RunView>(() => ({
  totals: new Map(),
  errors: new Map(),
  stale: new Set(),
  active: false,
}));

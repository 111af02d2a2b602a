/** How a wire looks: what the shown run did on it, and whether it is pointed at. */
import type { NodeTotals } from "@/flow/run-totals";

export type Taken = "busy" | "taken" | "not";

interface Wire {
  source: string;
  sourceHandle?: string | null;
  target: string;
}

/** Tells whether the shown run went along a wire, and whether what it leads to is at work. */
export function takenOf(totals: ReadonlyMap<string, NodeTotals>, wire: Wire): Taken {
  if (!totals.get(wire.source)?.ports[wire.sourceHandle ?? ""]?.steps) return "not";
  return totals.get(wire.target)?.status === "running" ? "busy" : "taken";
}

export function wireColour(run: Taken, port: string | undefined, chosen: boolean): string {
  if (chosen) return "!stroke-accent";
  if (run === "busy") return "!stroke-busy";
  if (run === "taken") return "!stroke-ok/70";
  return port === "error" ? "!stroke-bad/60" : "!stroke-line-strong";
}

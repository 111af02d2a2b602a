import type { Change } from "@/flow/diff-drawing";
import { msg } from "@/lib/i18n";

/** How each kind of change looks on the canvas, in the legend and in the list. */
export const CHANGES: Record<
  Change,
  { label: string; sign: string; box: string; mark: string; stroke: string }
> = {
  added: {
    label: msg("added"),
    sign: "+",
    box: "border-ok bg-ok-soft",
    mark: "bg-ok-soft text-ok",
    stroke: "!stroke-ok",
  },
  removed: {
    label: msg("removed"),
    sign: "−",
    box: "border-bad border-dashed bg-bad-soft",
    mark: "bg-bad-soft text-bad",
    stroke: "!stroke-bad",
  },
  changed: {
    label: msg("changed"),
    sign: "~",
    box: "border-wait bg-wait-soft",
    mark: "bg-wait-soft text-wait",
    stroke: "!stroke-wait",
  },
  moved: {
    label: msg("moved"),
    sign: "↔",
    box: "border-busy bg-busy-soft",
    mark: "bg-busy-soft text-busy",
    stroke: "!stroke-busy",
  },
};

import { ChevronRight } from "lucide-react";

import type { NodeSummary } from "@/api/types";
import { NodeIcon } from "@/components/node-icon";
import { StatusIcon } from "@/components/status";
import type { TreeRow } from "@/flow/run-tree";
import { cn } from "@/lib/cn";
import { duration } from "@/lib/format";
import { t, tn } from "@/lib/i18n";
import type { Span } from "@/runs/timeline";

export const ROW_PX = 34;
/** Where the bars stand, here and in the ruler above them. */
export const BARS = "hidden w-[38%] max-w-2xl shrink-0 border-l border-line/50 lg:block";

export interface Scale {
  /** When the run began, since the epoch. */
  start: number;
  /** What is looked at. */
  span: Span;
  now: number;
}

interface Props {
  id: string;
  row: TreeRow;
  type: NodeSummary | undefined;
  top: number;
  selected: boolean;
  active: boolean;
  scale: Scale;
  toggle: () => void;
  select: () => void;
}

/** A step, or an iteration of a loop, with when it ran. */
export function StepRow({ id, row, type, top, selected, active, scale, toggle, select }: Props) {
  const { step } = row;
  return (
    <div
      id={id}
      role="treeitem"
      aria-level={row.depth + 1}
      aria-selected={selected}
      aria-expanded={row.opens ? row.open : undefined}
      className={cn(
        "absolute inset-x-0 flex cursor-pointer items-center gap-2 border-b border-line/50 pr-3 text-sm -outline-offset-2 outline-accent contain-strict select-none hover:bg-hover/70",
        selected && "bg-accent-soft/70 hover:bg-accent-soft/70",
        active && "group-focus-visible/tree:outline-2",
        row.status === "pending" && "text-ink-faint",
      )}
      style={{ top, height: ROW_PX, paddingLeft: 8 + row.depth * 18 }}
      onClick={select}
    >
      <span
        aria-hidden
        className={cn("shrink-0 rounded text-ink-faint hover:text-ink", !row.opens && "invisible")}
        onClick={(event) => {
          event.stopPropagation();
          toggle();
        }}
      >
        <ChevronRight className={cn("size-4", row.open && "rotate-90")} />
      </span>
      <StatusIcon status={row.status} />
      <Name row={row} type={type} />
      <Marks row={row} />
      <span className="w-16 shrink-0 text-right text-xs text-ink-soft numeric">
        {step && !step.seeded && duration((step.finishedAt ?? scale.now) - step.startedAt)}
      </span>
      <span data-bars className={cn("relative h-full overflow-hidden", BARS)}>
        {step && !step.seeded && <Bar row={row} scale={scale} />}
      </span>
    </div>
  );
}

function Name({ row: { node, iteration }, type }: { row: TreeRow; type: NodeSummary | undefined }) {
  if (iteration !== null)
    return <span className="text-ink-soft">{t("Iteration {n}", { n: iteration + 1 })}</span>;
  return (
    <>
      <NodeIcon
        icon={type?.icon}
        folder={node.type.split(".")[0] ?? ""}
        className="size-5 rounded [&_svg]:size-3"
      />
      <span className={cn("min-w-0 truncate", node.disabled && "line-through")}>
        {node.name || type?.title || node.key}
      </span>
      <span className="hidden truncate font-mono text-2xs text-ink-faint xl:inline">{node.key}</span>
    </>
  );
}

/** What is special about a step. */
function Marks({ row: { step } }: { row: TreeRow }) {
  return (
    <span className="ml-auto flex shrink-0 items-center gap-2 pl-2 text-2xs text-ink-faint">
      {step?.cached && <span className="rounded bg-hover px-1 text-ink-soft">{t("cached")}</span>}
      {step?.seeded && <span className="rounded bg-hover px-1 text-ink-soft">{t("kept")}</span>}
      {step && step.attempts > 1 && (
        <span className="rounded bg-wait-soft px-1 text-wait">{t("{n} attempts", { n: step.attempts })}</span>
      )}
      {step?.items != null && (
        <span className="hidden sm:inline">{tn(step.items, "{n} item", "{n} items")}</span>
      )}
    </span>
  );
}

const COLORS: Record<string, string> = {
  succeeded: "bg-ok/70",
  failed: "bg-bad/80",
  running: "bg-busy/70 animate-pulse",
  waiting: "bg-wait/60",
};

/** When a step ran, within the time that is looked at. */
function Bar({ row: { step, status }, scale: { start, span, now } }: { row: TreeRow; scale: Scale }) {
  if (!step) return null;
  const length = span.to - span.from;
  const from = step.startedAt - start;
  const to = (step.finishedAt ?? now) - start;
  if (to < span.from || from > span.to) return null;
  const left = Math.max(0, ((from - span.from) / length) * 100);
  const right = Math.min(100, ((to - span.from) / length) * 100);
  return (
    <span
      className={cn("absolute top-3 h-2.5 min-w-0.5 rounded-xs", COLORS[status] ?? "bg-line-strong")}
      style={{ left: `${Math.min(99.5, left)}%`, width: `${right - left}%` }}
    />
  );
}

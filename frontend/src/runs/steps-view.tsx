import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useVirtualizer } from "@tanstack/react-virtual";
import { ChevronRight, CircleX, ListTree } from "lucide-react";
import { useMemo, useRef, useState } from "react";

import { nodesQuery } from "@/api/nodes";
import type { NodeSummary, Run } from "@/api/types";
import { Empty } from "@/components/empty";
import { NodeIcon } from "@/components/node-icon";
import { isFinal, StatusIcon } from "@/components/status";
import { Button } from "@/components/ui/button";
import { SearchInput } from "@/components/ui/search-input";
import { RunTree, type TreeRow } from "@/flow/run-tree";
import type { LiveRun } from "@/hooks/use-run-feed";
import { usePhone } from "@/hooks/use-media";
import { useNow } from "@/hooks/use-now";
import { cn } from "@/lib/cn";
import { duration } from "@/lib/format";
import { t, tn } from "@/lib/i18n";
import { StepPanel } from "@/runs/step-panel";

const route = getRouteApi("/runs/$run");
const ROW_PX = 34;

interface Props {
  run: Run;
  live: LiveRun | undefined;
}

/** The steps as a tree beside their times, and the one that is looked at. */
export function StepsView({ run, live }: Props) {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const phone = usePhone();
  const select = (step: string | undefined, path?: string) =>
    void navigate({
      search: (now) => ({ ...now, step, path: path === "" ? undefined : path }),
      replace: true,
    });
  if (!live) return <div className="flex-1" aria-busy />;
  const selected =
    search.step === undefined ? null : live.document.nodes?.find((node) => node.id === search.step);
  const panel = selected && (
    <StepPanel
      key={`${selected.id}@${search.path ?? ""}`}
      run={run}
      live={live}
      node={selected}
      path={search.path ?? ""}
      close={() => select(undefined)}
    />
  );
  return (
    <div className="flex min-h-0 flex-1">
      {!(phone && panel) && (
        <Tree
          run={run}
          live={live}
          select={select}
          selected={search.step ? `${search.step}@${search.path ?? ""}` : null}
        />
      )}
      {panel && <aside className="flex min-w-0 flex-1 flex-col border-l md:max-w-[46%]">{panel}</aside>}
    </div>
  );
}

interface TreeProps {
  run: Run;
  live: LiveRun;
  selected: string | null;
  select: (step: string, path: string) => void;
}

function Tree({ run, live, selected, select }: TreeProps) {
  const [toggled, setToggled] = useState<ReadonlySet<string>>(new Set());
  const [text, setText] = useState("");
  const [failedOnly, setFailedOnly] = useState(false);
  const tree = useMemo(() => new RunTree(live.document), [live.document]);
  const rows = useMemo(
    () => tree.rows(live.feed, toggled, { text, failedOnly }),
    [tree, live, toggled, text, failedOnly],
  );
  const types = useQuery(nodesQuery).data;
  const byType = useMemo(() => new Map(types?.map((type) => [type.id, type])), [types]);
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    overscan: 15,
  });
  const now = useNow(!isFinal(run.status), 250);
  const scale = scaleOf(run, live, now);
  const toggle = (id: string) => {
    const next = new Set(toggled);
    if (!next.delete(id)) next.add(id);
    setToggled(next);
  };
  return (
    <section className="flex min-w-0 flex-1 flex-col">
      <div className="flex items-center gap-2 border-b px-3 py-1.5">
        <SearchInput
          className="w-full max-w-64"
          delay={0}
          value={text}
          onChange={setText}
          placeholder={t("Filter steps")}
        />
        <Button
          look="quiet"
          size="sm"
          aria-pressed={failedOnly}
          className={cn(failedOnly && "bg-bad-soft text-bad")}
          onClick={() => setFailedOnly(!failedOnly)}
        >
          <CircleX />
          {t("Failed")}
        </Button>
        <span className="ml-auto hidden text-xs text-ink-faint numeric lg:block">
          {duration(scale.length)}
        </span>
      </div>
      <div ref={scroller} role="tree" aria-label={t("Steps")} className="min-h-0 flex-1 overflow-y-auto">
        {rows.length === 0 && <Empty icon={ListTree} title={t("No step fits")} />}
        <div className="relative" style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map((item) => {
            const row = rows[item.index];
            return (
              row && (
                <StepRow
                  key={row.id}
                  row={row}
                  type={byType.get(row.node.type)}
                  top={item.start}
                  selected={selected === row.id}
                  scale={scale}
                  toggle={() => toggle(row.id)}
                  select={() => (row.iteration === null ? select(row.node.id, row.path) : toggle(row.id))}
                />
              )
            );
          })}
        </div>
      </div>
    </section>
  );
}

interface Scale {
  start: number;
  length: number;
  now: number;
}

function scaleOf(run: Run, live: LiveRun, now: number): Scale {
  const start = run.started_at ?? run.created_at;
  let end = run.finished_at ?? now;
  // The page's clock may go before the host's.
  for (const step of live.feed.totals.size > 0 ? live.feed.steps.values() : [])
    end = Math.max(end, step.finishedAt ?? step.startedAt);
  return { start, length: Math.max(1, end - start), now: end };
}

interface RowProps {
  row: TreeRow;
  type: NodeSummary | undefined;
  top: number;
  selected: boolean;
  scale: Scale;
  toggle: () => void;
  select: () => void;
}

function StepRow({ row, type, top, selected, scale, toggle, select }: RowProps) {
  const { step, node, iteration } = row;
  return (
    <div
      role="treeitem"
      aria-level={row.depth + 1}
      aria-selected={selected}
      aria-expanded={row.opens ? row.open : undefined}
      tabIndex={0}
      className={cn(
        "absolute inset-x-0 flex cursor-pointer items-center gap-2 border-b border-line/50 pr-3 text-sm -outline-offset-2 select-none hover:bg-hover/70",
        selected && "bg-accent-soft/70 hover:bg-accent-soft/70",
        row.status === "pending" && "text-ink-faint",
      )}
      style={{ top, height: ROW_PX, paddingLeft: 8 + row.depth * 18 }}
      onClick={select}
      onKeyDown={(event) => {
        if (event.key === "Enter") select();
        if (
          row.opens &&
          ((event.key === "ArrowRight" && !row.open) || (event.key === "ArrowLeft" && row.open))
        )
          toggle();
        if (event.key === "ArrowDown")
          (event.currentTarget.nextElementSibling as HTMLElement | null)?.focus();
        if (event.key === "ArrowUp")
          (event.currentTarget.previousElementSibling as HTMLElement | null)?.focus();
      }}
    >
      <button
        type="button"
        tabIndex={-1}
        aria-label={row.open ? t("Close") : t("Open")}
        className={cn("shrink-0 rounded text-ink-faint hover:text-ink", !row.opens && "invisible")}
        onClick={(event) => {
          event.stopPropagation();
          toggle();
        }}
      >
        <ChevronRight className={cn("size-4 transition-transform", row.open && "rotate-90")} />
      </button>
      <StatusIcon status={row.status} />
      {iteration === null ? (
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
      ) : (
        <span className="text-ink-soft">{t("Iteration {n}", { n: iteration + 1 })}</span>
      )}
      <span className="ml-auto flex shrink-0 items-center gap-2 pl-2 text-2xs text-ink-faint">
        {step?.cached && <span className="rounded bg-hover px-1">{t("cached")}</span>}
        {step?.seeded && <span className="rounded bg-hover px-1">{t("kept")}</span>}
        {step && step.attempts > 1 && (
          <span className="rounded bg-wait-soft px-1 text-wait">
            {t("{n} attempts", { n: step.attempts })}
          </span>
        )}
        {step?.items != null && (
          <span className="hidden sm:inline">{tn(step.items, "{n} item", "{n} items")}</span>
        )}
      </span>
      <span className="w-16 shrink-0 text-right text-xs text-ink-soft numeric">
        {step && !step.seeded && duration((step.finishedAt ?? scale.now) - step.startedAt)}
      </span>
      <span className="relative hidden h-full w-[32%] max-w-md shrink-0 border-l border-line/50 lg:block">
        {step && !step.seeded && <Bar row={row} scale={scale} />}
      </span>
    </div>
  );
}

const BARS: Record<string, string> = {
  succeeded: "bg-ok/70",
  failed: "bg-bad/80",
  running: "bg-busy/70 animate-pulse",
  waiting: "bg-wait/60",
};

/** When a step ran, within the time of the run. */
function Bar({ row: { step, status }, scale }: { row: TreeRow; scale: Scale }) {
  if (!step) return null;
  const left = ((step.startedAt - scale.start) / scale.length) * 100;
  const width = (((step.finishedAt ?? scale.now) - step.startedAt) / scale.length) * 100;
  return (
    <span
      className={cn("absolute top-3 h-2.5 min-w-0.5 rounded-xs", BARS[status] ?? "bg-line-strong")}
      style={{
        left: `${Math.min(99.5, Math.max(0, left))}%`,
        width: `${Math.min(100 - Math.max(0, left), width)}%`,
      }}
    />
  );
}

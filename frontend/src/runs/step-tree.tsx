import { useQuery } from "@tanstack/react-query";
import { useVirtualizer } from "@tanstack/react-virtual";
import { ListTree } from "lucide-react";
import { type KeyboardEvent, type RefObject, useEffect, useId, useMemo, useRef, useState } from "react";

import { nodesQuery } from "@/api/nodes";
import type { Run } from "@/api/types";
import { Empty } from "@/components/empty";
import { isFinal } from "@/components/status";
import { RunTree, type TreeRow } from "@/flow/run-tree";
import type { LiveRun } from "@/hooks/use-run-feed";
import { useNow } from "@/hooks/use-now";
import { t } from "@/lib/i18n";
import { ROW_PX, type Scale, StepRow } from "@/runs/step-row";
import { type StepFilter, StepTools } from "@/runs/step-tools";
import { moved, type Span, zoomed } from "@/runs/timeline";

interface Props {
  run: Run;
  live: LiveRun;
  /** Row that is looked at. */
  selected: string | null;
  select: (step: string, path: string) => void;
}

const PAGE_ROWS = 15;
/** More rows than any screen has room for. */
const POOL = 160;
const ZOOM = 1.25;

/** The steps as a tree beside their times; only the rows in view are drawn. */
export function StepTree({ run, live, selected, select }: Props) {
  const [toggled, setToggled] = useState<ReadonlySet<string>>(new Set());
  const [filter, setFilter] = useState<StepFilter>({ text: "", failedOnly: false, follow: true });
  const [span, setSpan] = useState<Span | null>(null);
  const [active, setActive] = useState(0);
  const id = useId();
  const tree = useMemo(() => new RunTree(live.document), [live.document]);
  const rows = useMemo(() => tree.rows(live.feed, toggled, filter), [tree, live, toggled, filter]);
  const types = useQuery(nodesQuery).data;
  const byType = useMemo(() => new Map(types?.map((type) => [type.id, type])), [types]);
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    overscan: 8,
  });
  const going = !isFinal(run.status);
  const now = useNow(going, 250);
  const { start, whole, end } = useMemo(() => timesOf(run, live, now), [run, live, now]);
  const scale: Scale = { start, span: span ?? { from: 0, to: whole }, now: end };
  const following = going && filter.follow && selected === null;
  useEffect(() => {
    const last = following ? rows.findLastIndex((row) => row.step !== null) : -1;
    if (last >= 0) virtual.scrollToIndex(last, { align: "auto" });
  }, [following, rows, virtual]);
  const toggle = (row: TreeRow) => {
    const next = new Set(toggled);
    if (!next.delete(row.id)) next.add(row.id);
    setToggled(next);
  };
  const open = (row: TreeRow) => (row.iteration === null ? select(row.node.id, row.path) : toggle(row));
  const onKeyDown = (event: KeyboardEvent) => {
    const row = rows[active];
    const to = target(event.key, active, rows.length);
    if (to !== null) {
      setActive(to);
      virtual.scrollToIndex(to, { align: "auto" });
    } else if (row && event.key === "Enter") open(row);
    else if (row?.opens && event.key === (row.open ? "ArrowLeft" : "ArrowRight")) toggle(row);
    else return;
    event.preventDefault();
  };
  useWheel(scroller, (event) => {
    const box = scroller.current?.querySelector("[data-bars]")?.getBoundingClientRect();
    if (!box || box.width === 0 || event.clientX < box.left) return;
    const length = scale.span.to - scale.span.from;
    const at = scale.span.from + ((event.clientX - box.left) / box.width) * length;
    if (event.ctrlKey || event.metaKey) {
      event.preventDefault();
      setSpan(zoomed(scale.span, whole, event.deltaY > 0 ? ZOOM : 1 / ZOOM, at));
    } else if (span && event.deltaX !== 0) {
      event.preventDefault();
      setSpan(moved(span, whole, (event.deltaX / box.width) * length));
    }
  });
  const drawn = virtual.getVirtualItems();
  return (
    <section className="flex min-w-0 flex-1 flex-col">
      <StepTools
        filter={filter}
        setFilter={setFilter}
        going={going}
        span={scale.span}
        whole={whole}
        setSpan={setSpan}
      />
      <div
        ref={scroller}
        role="tree"
        tabIndex={0}
        aria-label={t("Steps")}
        aria-activedescendant={drawn.some((item) => item.index === active) ? `${id}-${active}` : undefined}
        onKeyDown={onKeyDown}
        className="group/tree min-h-0 flex-1 [scrollbar-gutter:stable] overflow-y-auto -outline-offset-2"
      >
        {rows.length === 0 && <Empty icon={ListTree} title={t("No step fits")} />}
        <div className="relative" style={{ height: virtual.getTotalSize() }}>
          {drawn.map((item) => {
            const row = rows[item.index];
            return (
              row && (
                <StepRow
                  // Rows that go out of view become those that come into it, which is half the work of new ones.
                  key={item.index % POOL}
                  id={`${id}-${item.index}`}
                  row={row}
                  type={byType.get(row.node.type)}
                  top={item.start}
                  selected={selected === row.id}
                  active={item.index === active}
                  scale={scale}
                  toggle={() => toggle(row)}
                  select={() => {
                    setActive(item.index);
                    open(row);
                  }}
                />
              )
            );
          })}
        </div>
      </div>
    </section>
  );
}

/** Listens to the wheel in a way that may keep the browser from zooming or going back. */
function useWheel(over: RefObject<HTMLElement | null>, take: (event: WheelEvent) => void): void {
  const latest = useRef(take);
  useEffect(() => {
    latest.current = take;
  });
  useEffect(() => {
    const element = over.current;
    const listen = (event: WheelEvent) => latest.current(event);
    element?.addEventListener("wheel", listen, { passive: false });
    return () => element?.removeEventListener("wheel", listen);
  }, [over]);
}

/** Returns the row that a key leads to, null for keys that lead nowhere. */
function target(key: string, from: number, count: number): number | null {
  const by: Record<string, number> = {
    ArrowDown: 1,
    ArrowUp: -1,
    PageDown: PAGE_ROWS,
    PageUp: -PAGE_ROWS,
    Home: -count,
    End: count,
  };
  const step = by[key];
  return step === undefined ? null : Math.max(0, Math.min(count - 1, from + step));
}

function timesOf(run: Run, live: LiveRun, now: number): { start: number; whole: number; end: number } {
  const start = run.started_at ?? run.created_at;
  // The page's clock may go before the host's.
  const end = Math.max(run.finished_at ?? now, live.feed.latest);
  return { start, whole: Math.max(1, end - start), end };
}

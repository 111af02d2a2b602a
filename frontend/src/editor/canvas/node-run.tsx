import { StatusIcon } from "@/components/status";
import { useRunView } from "@/editor/run-view";
import type { NodeTotals } from "@/flow/run-totals";
import { useNow } from "@/hooks/use-now";
import { cn } from "@/lib/cn";
import { duration } from "@/lib/format";
import { formatNumber, t, tn } from "@/lib/i18n";

/** What the shown run did at a node, or is doing there: how often, for how long, and how many items came out. */
export function NodeRun({ id }: { id: string }) {
  const totals = useRunView((state) => state.totals.get(id));
  const stale = useRunView((state) => state.stale.has(id));
  const now = useNow(totals?.since != null);
  if (!totals || totals.status === "pending") return null;
  const { steps, rounds, items } = totals;
  const parts = [
    steps > 1 && `${formatNumber(steps)}×`,
    rounds > 0 && steps === 1 && tn(rounds, "{n} round", "{n} rounds"),
    timeOf(totals, now),
    items !== null && tn(items, "{n} item", "{n} items"),
  ];
  return (
    <span
      className={cn(
        "absolute -bottom-2.5 left-3 flex h-5 items-center gap-1 rounded-full border bg-raised pr-2 pl-0.5 text-2xs whitespace-nowrap text-ink-soft shadow-lift",
        stale && "opacity-60",
      )}
    >
      <StatusIcon status={totals.status} className="size-4" />
      <span className="numeric">{parts.filter(Boolean).join(" · ")}</span>
      {stale && <span className="text-wait">{t("changed since")}</span>}
    </span>
  );
}

const WORTH_TELLING_MS = 1_000;

function timeOf({ status, since, ms, steps }: NodeTotals, now: number): string {
  if (status === "skipped") return t("skipped");
  if (since === null) return duration(ms);
  // In a loop each iteration begins anew: what they have taken together says more.
  const going = steps > 1 ? ms : now - since;
  return going < WORTH_TELLING_MS ? t("running") : duration(going);
}

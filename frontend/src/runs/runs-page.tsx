import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { Ban, History, RefreshCw, Search, X } from "lucide-react";
import { useMemo } from "react";

import { flowQuery } from "@/api/flows";
import { runsQuery, useCancelRuns, useRetryRuns } from "@/api/runs";
import type { Run, Status } from "@/api/types";
import { Empty } from "@/components/empty";
import { ListSkeleton } from "@/components/list-skeleton";
import { LoadMore } from "@/components/load-more";
import { Page } from "@/components/page";
import { ProblemView } from "@/components/problem";
import { SelectionBar } from "@/components/selection-bar";
import { isFinal, StatusIcon } from "@/components/status";
import { Button } from "@/components/ui/button";
import { Checkbox, Segments } from "@/components/ui/choice";
import { SearchInput } from "@/components/ui/search-input";
import { Select } from "@/components/ui/select";
import { useSelection } from "@/hooks/use-selection";
import { cn } from "@/lib/cn";
import { ago, dateTime } from "@/lib/format";
import { t } from "@/lib/i18n";
import { randomId } from "@/lib/random-id";
import { Elapsed } from "@/runs/elapsed";
import { type Period, PERIODS, RUN_STATUSES, type RunsSearch, TRIGGERS } from "@/runs/search";
import { Trigger, triggerLabel } from "@/runs/triggers";

const GROUPS: { value: string; label: string }[] = [
  { value: "all", label: "All" },
  { value: "queued,running,waiting", label: "Active" },
  { value: "succeeded", label: "Succeeded" },
  { value: "failed,timed_out", label: "Failed" },
  { value: "canceled", label: "Canceled" },
];
const HOURS: Record<Period, number> = { hour: 1, day: 24, week: 168, month: 720 };
const MINUTE_MS = 60_000;

/** Returns the begin of a period, by the minute, so that lists of the same minute are the same. */
function sinceOf(period: Period | undefined): number | undefined {
  return period && Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS - HOURS[period] * 60 * MINUTE_MS;
}

/** All runs, newest first, live. */
export function RunsPage() {
  const search = useSearch({ from: "/runs" });
  const { q, flow, trigger, period } = search;
  const since = useMemo(() => sinceOf(period), [period]);
  const status = RUN_STATUSES.filter((each) => search.status?.split(",").includes(each)) as Status[];
  const query = useInfiniteQuery(runsQuery({ q, flow, trigger, status, since }));
  const runs = useMemo(() => query.data?.pages.flatMap((page) => page.items) ?? [], [query.data]);
  return (
    <Page title={t("Runs")} bar={<Filters />}>
      {query.isPending ? (
        <ListSkeleton />
      ) : query.isError ? (
        <ProblemView error={query.error} retry={() => void query.refetch()} />
      ) : runs.length === 0 ? (
        <NoRuns filtered={Object.values(search).some(Boolean)} />
      ) : (
        <RunList
          runs={runs}
          more={query.hasNextPage && !query.isFetchingNextPage}
          load={() => void query.fetchNextPage()}
        />
      )}
    </Page>
  );
}

function Filters() {
  const search = useSearch({ from: "/runs" });
  const navigate = useNavigate({ from: "/runs" });
  const set = (change: RunsSearch) => void navigate({ search: { ...search, ...change }, replace: true });
  const flow = useQuery({ ...flowQuery(search.flow ?? ""), enabled: search.flow !== undefined });
  const periods = { hour: t("Last hour"), day: t("Last day"), week: t("Last week"), month: t("Last month") };
  return (
    <>
      <SearchInput
        className="w-full sm:w-64"
        value={search.q ?? ""}
        onChange={(q) => set({ q: q || undefined })}
        placeholder={t("Search runs and errors")}
      />
      <Segments
        className="max-w-full overflow-x-auto"
        label={t("Status")}
        value={search.status ?? "all"}
        onChange={(status) => set({ status: status === "all" ? undefined : status })}
        options={GROUPS.map(({ value, label }) => ({ value, label: t(label) }))}
      />
      <Select
        label={t("Trigger")}
        value={search.trigger ?? ""}
        onChange={(trigger) => set({ trigger: trigger || undefined })}
        options={[
          { value: "", label: t("Any trigger") },
          ...[...TRIGGERS, "retry", "resume"].map((value) => ({ value, label: triggerLabel(value) })),
        ]}
      />
      <Select
        label={t("Period")}
        value={search.period ?? ""}
        onChange={(period) => set({ period: period || undefined })}
        options={[
          { value: "", label: t("Any time") },
          ...PERIODS.map((value) => ({ value, label: periods[value] })),
        ]}
      />
      {search.flow && (
        <Button size="sm" onClick={() => set({ flow: undefined })}>
          <span className="max-w-48 truncate">{flow.data?.name ?? search.flow}</span>
          <X aria-label={t("Any flow")} />
        </Button>
      )}
    </>
  );
}

function RunList({ runs, more, load }: { runs: readonly Run[]; more: boolean; load: () => void }) {
  const selection = useSelection(runs);
  const cancel = useCancelRuns();
  const retry = useRetryRuns();
  const chosen = runs.filter((run) => selection.ids.has(run.id));
  const active = chosen.filter((run) => !isFinal(run.status)).map((run) => run.id);
  const ended = chosen.filter((run) => isFinal(run.status)).map((run) => run.id);
  return (
    <>
      <SelectionBar
        selection={selection}
        columns={
          <>
            <span className="flex-1">{t("Flow")}</span>
            <span className="hidden w-24 md:block">{t("Started by")}</span>
            <span className="hidden w-14 text-right md:block">{t("Steps")}</span>
            <span className="w-20 text-right">{t("Duration")}</span>
            <span className="hidden w-24 text-right sm:block">{t("Created")}</span>
          </>
        }
      >
        <Button size="sm" disabled={active.length === 0} onClick={() => cancel.mutate(active)}>
          <Ban />
          {t("Cancel {n}", { n: active.length })}
        </Button>
        <Button
          size="sm"
          disabled={ended.length === 0}
          onClick={() => retry.mutate({ ids: ended, newest: false, key: randomId(24) })}
        >
          <RefreshCw />
          {t("Run {n} again", { n: ended.length })}
        </Button>
      </SelectionBar>
      <ul>
        {runs.map((run) => (
          <RunRow
            key={run.id}
            run={run}
            selected={selection.ids.has(run.id)}
            onSelect={(selected) => selection.set(run.id, selected)}
          />
        ))}
      </ul>
      <LoadMore more={more} load={load} />
    </>
  );
}

function RunRow({
  run,
  selected,
  onSelect,
}: {
  run: Run;
  selected: boolean;
  onSelect: (selected: boolean) => void;
}) {
  return (
    <li
      className={cn(
        "flex items-center gap-3 border-b border-line/70 px-4 sm:px-6",
        selected ? "bg-accent-soft/50" : "hover:bg-hover/60",
      )}
    >
      <Checkbox checked={selected} onChange={onSelect} label={t("Select run {id}", { id: run.id })} />
      <Link
        to="/runs/$run"
        params={{ run: run.id }}
        className="flex min-w-0 flex-1 items-center gap-3 py-2.5 -outline-offset-2"
      >
        <StatusIcon status={run.status} />
        <div className="min-w-0 flex-1">
          <p className="truncate font-medium">{run.flow_name}</p>
          <p className={cn("truncate text-xs", run.error ? "text-bad" : "text-ink-faint")}>
            {run.error ? (
              String(run.error.message ?? run.error.code)
            ) : (
              <span className="font-mono text-2xs">{run.id}</span>
            )}
          </p>
        </div>
        <span className="hidden w-24 shrink-0 md:block">
          <Trigger trigger={run.trigger} />
        </span>
        <span className="hidden w-14 shrink-0 text-right text-xs text-ink-soft numeric md:block">
          {run.steps_done}
          {run.steps_failed > 0 && <span className="text-bad"> · {run.steps_failed}</span>}
        </span>
        <span className="w-20 shrink-0 text-right text-xs text-ink-soft numeric">
          <Elapsed run={run} />
        </span>
        <time
          className="hidden w-24 shrink-0 text-right text-xs text-ink-faint sm:block"
          title={dateTime(run.created_at)}
        >
          {ago(run.created_at)}
        </time>
      </Link>
    </li>
  );
}

function NoRuns({ filtered }: { filtered: boolean }) {
  if (filtered) {
    return (
      <Empty
        icon={Search}
        title={t("No run fits")}
        actions={
          <Button asChild>
            <Link to="/runs">{t("Show all runs")}</Link>
          </Button>
        }
      >
        {t("Try fewer filters or a longer time.")}
      </Empty>
    );
  }
  return (
    <Empty
      icon={History}
      title={t("Nothing has run yet")}
      actions={
        <Button look="primary" asChild>
          <Link to="/flows">{t("Choose a flow to run")}</Link>
        </Button>
      }
    >
      {t("Every execution of a flow shows up here at once, with its steps, its data and its log.")}
    </Empty>
  );
}

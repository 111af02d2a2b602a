import { useInfiniteQuery } from "@tanstack/react-query";
import { Link, useSearch } from "@tanstack/react-router";
import { History, RefreshCw, Search } from "lucide-react";
import { lazy, Suspense, useMemo, useState } from "react";

import { runsQuery } from "@/api/runs";
import type { Status } from "@/api/types";
import { ActionButton } from "@/components/action-button";
import { Empty } from "@/components/empty";
import { ListSkeleton } from "@/components/list-skeleton";
import { Page } from "@/components/page";
import { ProblemView } from "@/components/problem";
import { Button } from "@/components/ui/button";
import { t } from "@/lib/i18n";
import { RunList } from "@/runs/run-list";
import { RunsFilters } from "@/runs/runs-filters";
import { type Period, RUN_STATUSES, type RunsSearch } from "@/runs/search";

const AgainDialog = lazy(() => import("@/runs/again-dialog"));

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
    <Page title={t("Runs")} bar={<RunsFilters />} actions={<AgainButton search={search} since={since} />}>
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

/** Offers to start all failed runs again where they are listed. */
function AgainButton({ search, since }: { search: RunsSearch; since: number | undefined }) {
  const [open, setOpen] = useState(false);
  if (search.status !== "failed,timed_out" || search.q) return null;
  return (
    <>
      <ActionButton operation="runs_again" onClick={() => setOpen(true)}>
        <RefreshCw />
        {t("Run all again")}
      </ActionButton>
      {open && (
        <Suspense>
          <AgainDialog
            which={{ flow: search.flow, trigger: search.trigger, since }}
            close={() => setOpen(false)}
          />
        </Suspense>
      )}
    </>
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

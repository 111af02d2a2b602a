import { useInfiniteQuery } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";

import { asApiError } from "@/api/errors";
import { type Shared, sharedQuery } from "@/api/shared";
import { DataView } from "@/components/data/data-view";
import { ListSkeleton } from "@/components/list-skeleton";
import { LoadMore } from "@/components/load-more";
import { ProblemView } from "@/components/problem";
import { StatusBadge, StatusIcon } from "@/components/status";
import { LookPage } from "@/landing/look-page";
import { dateTime, duration } from "@/lib/format";
import { t } from "@/lib/i18n";

const FlowDrawing = lazy(() => import("@/components/flow-drawing"));

/** What a link shows: a flow on its canvas, or a run with what its steps gave. */
export function SharedPage() {
  const [token] = useState(() => location.hash.slice(1));
  const query = useInfiniteQuery(sharedQuery(token));
  const first = query.data?.pages[0];
  if (query.isError) {
    return (
      <LookPage title={t("Shared")}>
        <ProblemView error={asApiError(query.error)} retry={() => void query.refetch()} />
      </LookPage>
    );
  }
  if (!first) {
    return (
      <LookPage>
        <ListSkeleton />
      </LookPage>
    );
  }
  const until = first.expires_at && t("This link is good until {time}", { time: dateTime(first.expires_at) });
  if (first.flow) {
    return (
      <LookPage title={first.flow.name} about={until}>
        <Suspense>
          <FlowDrawing document={first.flow.document} />
        </Suspense>
      </LookPage>
    );
  }
  if (!first.run) return null;
  const steps = (query.data?.pages.flatMap((page) => page.steps ?? []) ?? []).sort(
    (a, b) => a.started_at - b.started_at,
  );
  return (
    <LookPage title={first.run.flow_name} about={until}>
      <Run run={first.run} steps={steps} />
      <LoadMore more={query.hasNextPage} load={() => void query.fetchNextPage()} />
    </LookPage>
  );
}

type Run = NonNullable<Shared["run"]>;
type Step = NonNullable<Shared["steps"]>[number];

function Run({ run, steps }: { run: Run; steps: readonly Step[] }) {
  const [shown, setShown] = useState<Step | null>(null);
  const value = shown ? shown.output : run.output;
  return (
    <div className="grid min-h-0 flex-1 grid-rows-[auto_1fr] md:grid-cols-[20rem_1fr] md:grid-rows-1">
      <nav aria-label={t("Steps")} className="max-h-64 overflow-y-auto border-r border-b md:max-h-none">
        <button
          type="button"
          onClick={() => setShown(null)}
          aria-current={shown === null}
          className="flex w-full items-center gap-2 border-b px-4 py-3 text-left -outline-offset-2 hover:bg-hover aria-[current=true]:bg-hover"
        >
          <span className="flex-1 text-sm font-medium">{t("Result of the run")}</span>
          <StatusBadge status={run.status} />
        </button>
        {steps.map((step) => (
          <button
            key={`${step.key}/${step.path}`}
            type="button"
            onClick={() => setShown(step)}
            aria-current={shown === step}
            className="flex w-full items-center gap-2 px-4 py-2 text-left -outline-offset-2 hover:bg-hover aria-[current=true]:bg-hover"
          >
            <StatusIcon status={step.status} />
            <span className="min-w-0 flex-1 truncate text-sm">{step.key}</span>
            <span className="text-xs text-ink-faint numeric">
              {duration(step.finished_at - step.started_at)}
            </span>
          </button>
        ))}
      </nav>
      <div className="min-h-0 overflow-auto p-4">
        <DataView name={shown?.key ?? run.flow_name} value={value} />
      </div>
    </div>
  );
}

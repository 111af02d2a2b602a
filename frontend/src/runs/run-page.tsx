import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { FileBox, Inbox } from "lucide-react";
import { lazy, Suspense, useMemo } from "react";

import { runQuery } from "@/api/runs";
import type { Artifact, Run } from "@/api/types";
import { artifactsIn } from "@/components/data/artifact-kinds";
import { Artifacts } from "@/components/data/artifacts";
import { DataView } from "@/components/data/data-view";
import { Empty } from "@/components/empty";
import { ProblemView } from "@/components/problem";
import { isFinal } from "@/components/status";
import { Tabs } from "@/components/ui/tabs";
import { isResumed, type LiveRun, useRunFeed } from "@/hooks/use-run-feed";
import { t } from "@/lib/i18n";
import { RunHeader } from "@/runs/run-header";
import { RunSkeleton } from "@/runs/run-skeleton";
import type { RunView } from "@/runs/search";
import { StepsView } from "@/runs/steps-view";

const CostView = lazy(async () => ({ default: (await import("@/runs/cost-view")).CostView }));
const LogsView = lazy(async () => ({ default: (await import("@/runs/logs-view")).LogsView }));

const route = getRouteApi("/runs/$run");

/** One run: what it did, step by step, as it happens. */
export function RunPage() {
  const { run: id } = route.useParams();
  const query = useQuery(runQuery(id));
  if (query.isPending) return <RunSkeleton />;
  if (query.isError) return <ProblemView page error={query.error} retry={() => void query.refetch()} />;
  return <Loaded key={id} run={query.data} />;
}

function Loaded({ run }: { run: Run }) {
  const { view = "steps" } = route.useSearch();
  const navigate = route.useNavigate();
  const live = useRunFeed(run.id, isResumed(run));
  // The stored run is read again at its end; until then its events know better.
  const shown = useMemo(() => {
    const status = live?.feed.status;
    return status && !isFinal(run.status) ? { ...run, status, error: run.error ?? live.feed.error } : run;
  }, [run, live]);
  const files = useFiles(live, run);
  const tabs = [
    { value: "steps" as const, label: t("Steps"), count: live?.feed.steps.size },
    { value: "logs" as const, label: t("Log"), count: live?.feed.log.length },
    { value: "output" as const, label: t("Output") },
    { value: "files" as const, label: t("Files"), count: files.length },
    { value: "input" as const, label: t("Input") },
    { value: "cost" as const, label: t("Cost") },
  ];
  return (
    <main className="flex min-h-0 min-w-0 flex-1 flex-col">
      <RunHeader run={shown} live={live} />
      <Tabs
        label={t("Parts of the run")}
        value={view}
        onChange={(next: RunView) =>
          void navigate({
            search: (now) => ({ ...now, view: next === "steps" ? undefined : next }),
            replace: true,
          })
        }
        tabs={tabs}
      >
        {view === "steps" && <StepsView run={shown} live={live} />}
        {view === "output" && <Output run={shown} />}
        <Suspense fallback={<div className="flex-1" aria-busy />}>
          {view === "logs" && <LogsView run={shown} live={live} />}
          {view === "cost" && <CostView run={shown} />}
        </Suspense>
        {view === "files" && <Files files={files} />}
        {view === "input" && <DataView value={run.input} name={`${run.id}-input`} expression="input" />}
      </Tabs>
    </main>
  );
}

function Output({ run }: { run: Run }) {
  if (!isFinal(run.status))
    return (
      <Empty icon={Inbox} title={t("No output yet")}>
        {t("It is here as soon as the run has ended.")}
      </Empty>
    );
  if (run.output === null && run.error)
    return (
      <Empty icon={Inbox} title={t("The run ended without an output")}>
        {errorText(run.error)}
      </Empty>
    );
  return <DataView value={run.output} name={run.id} />;
}

function errorText(error: NonNullable<Run["error"]>): string {
  return typeof error.message === "string" ? error.message : "";
}

function Files({ files }: { files: readonly Artifact[] }) {
  if (files.length === 0) {
    return (
      <Empty icon={FileBox} title={t("No files")}>
        {t("Screenshots, downloads and files that steps write are collected here.")}
      </Empty>
    );
  }
  return (
    <div className="min-h-0 flex-1 overflow-y-auto p-4">
      <Artifacts artifacts={files} />
    </div>
  );
}

/** The files of a run: evidence of its steps as it comes, and what its output holds. */
function useFiles(live: LiveRun | undefined, run: Run): Artifact[] {
  return useMemo(() => {
    const found = new Map<string, Artifact>();
    for (const step of live?.feed.steps.values() ?? [])
      for (const file of step.artifacts) found.set(file.artifact, file);
    for (const file of artifactsIn(run.output)) found.set(file.artifact, file);
    return [...found.values()];
  }, [live, run.output]);
}

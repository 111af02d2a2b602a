import { useQuery } from "@tanstack/react-query";
import { RotateCcw, X } from "lucide-react";
import { lazy, Suspense, useMemo, useState } from "react";

import { nodesQuery } from "@/api/nodes";
import { stepOutputQuery } from "@/api/runs";
import type { DocumentNode, Run } from "@/api/types";
import { Artifacts } from "@/components/data/artifacts";
import { DataView } from "@/components/data/data-view";
import { NodeIcon } from "@/components/node-icon";
import { ProblemView } from "@/components/problem";
import { isFinal, StatusBadge } from "@/components/status";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { Tabs } from "@/components/ui/tabs";
import type { StepState } from "@/flow/run-feed";
import type { LiveRun } from "@/hooks/use-run-feed";
import { clock, duration } from "@/lib/format";
import { t, tn } from "@/lib/i18n";
import { LogLines } from "@/runs/log-lines";

const ResumeDialog = lazy(() => import("@/runs/resume-dialog"));

type View = "output" | "logs" | "files" | "config";

interface Props {
  run: Run;
  live: LiveRun;
  node: DocumentNode;
  path: string;
  close: () => void;
}

/** Everything about one step in one iteration. */
export function StepPanel({ run, live, node, path, close }: Props) {
  const step = live.feed.step(node.id, path);
  const lines = useMemo(
    () => live.feed.log.filter((line) => line.key === node.key && line.path === path),
    [live, node.key, path],
  );
  const [view, setView] = useState<View>("output");
  const [resuming, setResuming] = useState(false);
  const type = useQuery(nodesQuery).data?.find((each) => each.id === node.type);
  const tabs = [
    { value: "output" as const, label: t("Output") },
    { value: "logs" as const, label: t("Log"), count: lines.length },
    ...(step?.artifacts.length
      ? [{ value: "files" as const, label: t("Files"), count: step.artifacts.length }]
      : []),
    { value: "config" as const, label: t("Settings") },
  ];
  return (
    <>
      <header className="px-4 pt-3 pb-2">
        <div className="flex items-center gap-2.5">
          <NodeIcon icon={type?.icon} folder={node.type.split(".")[0] ?? ""} />
          <h2 className="min-w-0 flex-1 truncate font-semibold">{node.name || type?.title || node.key}</h2>
          {step && <StatusBadge status={step.status} />}
          <IconButton label={t("Close")} size="icon-sm" onClick={close}>
            <X />
          </IconButton>
        </div>
        <p className="mt-1 flex flex-wrap gap-x-3 text-xs text-ink-faint">
          <span className="font-mono text-2xs">
            {node.key}
            {path && ` [${path}]`}
          </span>
          <span>{node.type}</span>
          {step && <Times step={step} />}
          {step?.items != null && <span>{tn(step.items, "{n} item", "{n} items")}</span>}
          {step && step.attempts > 1 && (
            <span className="text-wait">{t("{n} attempts", { n: step.attempts })}</span>
          )}
        </p>
        {step?.error && <StepError step={step} />}
        {step && isFinal(run.status) && (
          <Button size="sm" className="mt-2" onClick={() => setResuming(true)}>
            <RotateCcw />
            {t("Resume from here")}
          </Button>
        )}
      </header>
      <Tabs label={t("Parts of the step")} value={view} onChange={setView} tabs={tabs}>
        {view === "output" && <StepOutput run={run} step={step} node={node} path={path} />}
        {view === "logs" && <LogLines lines={lines} empty={t("This step has logged nothing.")} />}
        {view === "files" && step && (
          <div className="overflow-y-auto p-3">
            <Artifacts artifacts={step.artifacts} />
          </div>
        )}
        {view === "config" && <DataView value={node.config ?? {}} name={`${node.key}-config`} />}
      </Tabs>
      {resuming && (
        <Suspense>
          <ResumeDialog
            run={run}
            live={live}
            from={node.key + indexed(path)}
            close={() => setResuming(false)}
          />
        </Suspense>
      )}
    </>
  );
}

function indexed(path: string): string {
  return path === ""
    ? ""
    : path
        .split(".")
        .map((index) => `[${index}]`)
        .join("");
}

function Times({ step }: { step: StepState }) {
  return (
    <>
      <span className="numeric">{clock(step.startedAt)}</span>
      {step.finishedAt !== null && (
        <span className="numeric">{duration(step.finishedAt - step.startedAt)}</span>
      )}
    </>
  );
}

function StepError({ step: { error } }: { step: StepState }) {
  return (
    <div role="alert" className="mt-2 rounded-lg border border-bad/25 bg-bad-soft px-3 py-2 text-sm">
      <p className="font-medium break-words text-bad">{error?.message}</p>
      {error?.hint && <p className="mt-0.5 break-words text-ink-soft">{error.hint}</p>}
      {error?.code && <p className="mt-1 font-mono text-2xs text-ink-faint">{error.code}</p>}
    </div>
  );
}

function StepOutput({
  run,
  step,
  node,
  path,
}: {
  run: Run;
  step: StepState | undefined;
  node: DocumentNode;
  path: string;
}) {
  const recorded =
    step !== undefined && step.finishedAt !== null && step.status !== "skipped" && step.status !== "canceled";
  const query = useQuery({ ...stepOutputQuery(run.id, node.id, path), enabled: recorded });
  if (!recorded) {
    const said = !step
      ? t("This step has not been reached.")
      : step.status === "skipped"
        ? t("This step was skipped: no wire that leads to it came alive.")
        : step.status === "waiting"
          ? t("This step waits.")
          : step.status === "canceled"
            ? t("This step was canceled.")
            : t("This step is running …");
    return <p className="p-4 text-sm text-ink-soft">{said}</p>;
  }
  if (query.isError) return <ProblemView error={query.error} retry={() => void query.refetch()} />;
  if (query.isPending)
    return (
      <div className="space-y-2 p-4" aria-busy>
        <div className="h-4 w-2/3 skeleton" />
        <div className="h-4 w-1/2 skeleton" />
      </div>
    );
  return <DataView value={query.data} name={node.key} expression={`steps.${node.key}`} />;
}

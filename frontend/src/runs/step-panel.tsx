import { useQuery } from "@tanstack/react-query";
import { RotateCcw, X } from "lucide-react";
import { lazy, Suspense, useMemo, useState } from "react";

import { nodesQuery } from "@/api/nodes";
import type { DocumentNode, Run } from "@/api/types";
import { Artifacts } from "@/components/data/artifacts";
import { NodeIcon } from "@/components/node-icon";
import { Said } from "@/components/said";
import { isFinal, StatusBadge } from "@/components/status";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { Tabs } from "@/components/ui/tabs";
import type { StepState } from "@/flow/run-feed";
import type { LiveRun } from "@/hooks/use-run-feed";
import { clock, duration } from "@/lib/format";
import { t, tn } from "@/lib/i18n";
import { Attempts, attemptsOf } from "@/runs/attempts";
import { Iterations } from "@/runs/iterations";
import { LogLines } from "@/runs/log-lines";
import { StepInput, StepOutput } from "@/runs/step-data";

const ResumeDialog = lazy(() => import("@/runs/resume-dialog"));

type View = "output" | "input" | "attempts" | "logs" | "files";

interface Props {
  run: Run;
  live: LiveRun;
  node: DocumentNode;
  path: string;
  /** Shows another iteration of it. */
  select: (path: string) => void;
  close: () => void;
}

/** Everything about one step in one iteration. */
export function StepPanel({ run, live, node, path, select, close }: Props) {
  const step = live.feed.step(node.id, path);
  const lines = useMemo(
    () => live.feed.log.filter((line) => line.key === node.key && line.path === path),
    [live, node.key, path],
  );
  const tries = useMemo(() => attemptsOf(lines), [lines]);
  const [chosen, setView] = useState<View>("output");
  const [resuming, setResuming] = useState(false);
  const type = useQuery(nodesQuery).data?.find((each) => each.id === node.type);
  const tabs = [
    { value: "output" as const, label: t("Output") },
    { value: "input" as const, label: t("Input") },
    ...(tries.length ? [{ value: "attempts" as const, label: t("Attempts"), count: step?.attempts }] : []),
    { value: "logs" as const, label: t("Log"), count: lines.length },
    ...(step?.artifacts.length
      ? [{ value: "files" as const, label: t("Files"), count: step.artifacts.length }]
      : []),
  ];
  const view = tabs.some((tab) => tab.value === chosen) ? chosen : "output";
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
        <Iterations live={live} node={node} path={path} select={select} />
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
        {view === "attempts" && <Attempts tries={tries} step={step} />}
        {view === "input" && <StepInput run={run} document={live.document} node={node} path={path} />}
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
      <p className="font-medium break-words text-bad">
        <Said text={error?.message ?? ""} />
      </p>
      {error?.hint && (
        <p className="mt-0.5 break-words text-ink-soft">
          <Said text={error.hint} />
        </p>
      )}
      {error?.code && <p className="mt-1 font-mono text-2xs text-ink-faint">{error.code}</p>}
    </div>
  );
}

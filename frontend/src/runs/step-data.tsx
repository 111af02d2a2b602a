import { useQuery } from "@tanstack/react-query";

import { stepInputQuery } from "@/api/expressions";
import { stepOutputQuery } from "@/api/runs";
import type { DocumentNode, FlowDocument, Run } from "@/api/types";
import { DataView } from "@/components/data/data-view";
import { ProblemView } from "@/components/problem";
import { isFinal } from "@/components/status";
import type { StepState } from "@/flow/run-feed";
import { t } from "@/lib/i18n";

/** What a step gave. */
export function StepOutput({
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
  if (query.isPending) return <DataSkeleton />;
  return <DataView value={query.data} name={node.key} expression={`steps.${node.key}`} />;
}

interface InputProps {
  run: Run;
  document: FlowDocument;
  node: DocumentNode;
  path: string;
}

/** What a step's settings were with what the run had recorded by then. */
export function StepInput({ run, document, node, path }: InputProps) {
  const query = useQuery({ ...stepInputQuery(run.id, document, node, path), enabled: isFinal(run.status) });
  const written = node.config ?? {};
  if (query.isLoading) return <DataSkeleton />;
  const told = query.data && !query.data.error;
  return (
    <DataView
      value={told ? query.data.value : written}
      name={`${node.key}-input`}
      title={
        <span className="text-xs text-ink-faint">
          {told ? t("Settings with the values of this run") : t("Settings as they are written")}
        </span>
      }
    />
  );
}

function DataSkeleton() {
  return (
    <div className="space-y-2 p-4" aria-busy>
      <div className="h-4 w-2/3 skeleton" />
      <div className="h-4 w-1/2 skeleton" />
    </div>
  );
}

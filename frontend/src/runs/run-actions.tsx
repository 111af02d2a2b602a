import { useNavigate } from "@tanstack/react-router";
import { Ban, Copy, Download, Ellipsis, GitCompare, RefreshCw, RotateCcw } from "lucide-react";
import { lazy, Suspense, useState } from "react";

import { type ExportKind, saveExport, useCancelRuns, useRetryRuns } from "@/api/runs";
import type { Run } from "@/api/types";
import { ActionButton } from "@/components/action-button";
import { isFinal } from "@/components/status";
import { IconButton } from "@/components/ui/icon-button";
import { Menu } from "@/components/ui/menu";
import { toast } from "@/components/ui/toast";
import type { LiveRun } from "@/hooks/use-run-feed";
import { t } from "@/lib/i18n";
import { randomId } from "@/lib/random-id";

const ResumeDialog = lazy(() => import("@/runs/resume-dialog"));
const CompareDialog = lazy(() => import("@/runs/compare-dialog"));

/** What can be done with a run. */
export function RunActions({ run, live }: { run: Run; live: LiveRun | undefined }) {
  const navigate = useNavigate();
  const cancel = useCancelRuns();
  const retry = useRetryRuns();
  const [open, setOpen] = useState<"resume" | "compare" | null>(null);
  const again = async (newest: boolean) => {
    const [started] = await retry.mutateAsync({ ids: [run.id], newest, key: randomId(24) });
    if (started) await navigate({ to: "/runs/$run", params: { run: started.id } });
  };
  const save = (what: ExportKind, format: string) => () =>
    void saveExport(run, what, format).catch((error: unknown) => toast.error(error));
  const ended = isFinal(run.status);
  const groups = [
    [
      ended && {
        label: t("Run again with the newest version"),
        icon: <RefreshCw />,
        onSelect: () => void again(true),
      },
      ended &&
        run.status === "succeeded" && {
          label: t("Resume from a step"),
          icon: <RotateCcw />,
          onSelect: () => setOpen("resume"),
        },
      ended && {
        label: t("Compare with another run"),
        icon: <GitCompare />,
        onSelect: () => setOpen("compare"),
      },
      {
        label: t("Copy the address"),
        icon: <Copy />,
        onSelect: () => void navigator.clipboard.writeText(location.href),
      },
    ],
    [
      { label: t("Report as a page"), icon: <Download />, onSelect: save("results", "html") },
      { label: t("Results as CSV"), icon: <Download />, onSelect: save("results", "csv") },
      { label: t("Results as XLSX"), icon: <Download />, onSelect: save("results", "xlsx") },
      { label: t("Results as JSON"), icon: <Download />, onSelect: save("results", "json") },
      { label: t("Steps as CSV"), icon: <Download />, onSelect: save("steps", "csv") },
      { label: t("Steps as JSON Lines"), icon: <Download />, onSelect: save("steps", "jsonl") },
      { label: t("Log as JSON Lines"), icon: <Download />, onSelect: save("logs", "jsonl") },
    ],
  ];
  return (
    <>
      {!ended && (
        <ActionButton
          operation="runs_cancel"
          disabled={cancel.isPending}
          onClick={() => cancel.mutate([run.id])}
        >
          <Ban />
          {t("Cancel")}
        </ActionButton>
      )}
      {ended && run.status !== "succeeded" && (
        <ActionButton operation="runs_resume" look="primary" onClick={() => setOpen("resume")}>
          <RotateCcw />
          {t("Resume")}
        </ActionButton>
      )}
      {ended && (
        <ActionButton operation="runs_retry" disabled={retry.isPending} onClick={() => void again(false)}>
          <RefreshCw />
          {t("Run again")}
        </ActionButton>
      )}
      <Menu
        trigger={
          <IconButton label={t("More")} look="plain">
            <Ellipsis />
          </IconButton>
        }
        groups={groups}
      />
      <Suspense>
        {open === "resume" && <ResumeDialog run={run} live={live} close={() => setOpen(null)} />}
        {open === "compare" && <CompareDialog run={run} close={() => setOpen(null)} />}
      </Suspense>
    </>
  );
}

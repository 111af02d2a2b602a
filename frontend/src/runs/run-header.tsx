import { Link, useNavigate } from "@tanstack/react-router";
import { Ban, Copy, Download, Ellipsis, RefreshCw, RotateCcw } from "lucide-react";
import { lazy, type ReactNode, Suspense, useState } from "react";

import { exportUrl, useCancelRuns, useRetryRuns } from "@/api/runs";
import type { Run } from "@/api/types";
import { isFinal, StatusBadge } from "@/components/status";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { Menu } from "@/components/ui/menu";
import { toast } from "@/components/ui/toast";
import type { LiveRun } from "@/hooks/use-run-feed";
import { dateTime } from "@/lib/format";
import { t } from "@/lib/i18n";
import { randomId } from "@/lib/random-id";
import { Elapsed } from "@/runs/elapsed";
import { Trigger } from "@/runs/triggers";

const ResumeDialog = lazy(() => import("@/runs/resume-dialog"));

export function RunHeader({ run, live }: { run: Run; live: LiveRun | undefined }) {
  return (
    <header className="px-4 pt-4 pb-2 sm:px-6">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <h1 className="min-w-0 truncate text-lg font-semibold tracking-tight">
          {run.flow.startsWith("flow_") ? (
            <Link to="/flows/$flow" params={{ flow: run.flow }} className="rounded hover:text-accent">
              {run.flow_name}
            </Link>
          ) : (
            run.flow_name
          )}
        </h1>
        <StatusBadge status={run.status} />
        <div className="ml-auto flex items-center gap-2">
          <Actions run={run} live={live} />
        </div>
      </div>
      <dl className="mt-1.5 flex flex-wrap items-center gap-x-4 gap-y-1 text-xs text-ink-soft">
        <Fact label={t("Run")}>
          <button
            type="button"
            className="rounded font-mono text-2xs hover:text-ink"
            onClick={() =>
              void navigator.clipboard
                .writeText(run.id)
                .then(() => toast.ok(t("Copied {text}", { text: run.id })))
            }
          >
            {run.id}
          </button>
        </Fact>
        <Fact label={t("Started by")}>
          <Trigger trigger={run.trigger} />
        </Fact>
        <Fact label={t("Started")}>
          <time>{dateTime(run.started_at ?? run.created_at)}</time>
        </Fact>
        <Fact label={t("Duration")}>
          <span className="numeric">
            <Elapsed run={run} />
          </span>
        </Fact>
        <Fact label={t("Version")}>{run.version ? t("Version {n}", { n: run.version }) : t("Draft")}</Fact>
        {run.resumed_from && (
          <Fact label={t("Resumed from")}>
            <Earlier run={run.resumed_from} />
          </Fact>
        )}
        {run.retry_of && (
          <Fact label={t("Retry of")}>
            <Earlier run={run.retry_of} />
          </Fact>
        )}
        {run.parent && (
          <Fact label={t("Called by")}>
            <Earlier run={run.parent} />
          </Fact>
        )}
      </dl>
      {run.error && <Failure error={run.error} />}
    </header>
  );
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="flex items-center gap-1.5">
      <dt className="text-ink-faint">{label}</dt>
      <dd className="flex items-center">{children}</dd>
    </div>
  );
}

function Earlier({ run }: { run: string }) {
  return (
    <Link to="/runs/$run" params={{ run }} className="font-mono text-2xs text-accent hover:underline">
      {run}
    </Link>
  );
}

/** Why a run failed, and what to do about it. */
function Failure({ error }: { error: NonNullable<Run["error"]> }) {
  const said = (name: string) => (typeof error[name] === "string" ? error[name] : null);
  return (
    <div role="alert" className="mt-3 rounded-lg border border-bad/25 bg-bad-soft px-3 py-2 text-sm">
      <p className="font-medium break-words text-bad">{said("message") ?? said("code")}</p>
      {said("hint") && <p className="mt-0.5 break-words text-ink-soft">{said("hint")}</p>}
    </div>
  );
}

function Actions({ run, live }: { run: Run; live: LiveRun | undefined }) {
  const navigate = useNavigate();
  const cancel = useCancelRuns();
  const retry = useRetryRuns();
  const [resuming, setResuming] = useState(false);
  const again = async (newest: boolean) => {
    const [started] = await retry.mutateAsync({ ids: [run.id], newest, key: randomId(24) });
    if (started) await navigate({ to: "/runs/$run", params: { run: started.id } });
  };
  const save = (what: "results" | "steps" | "logs", format: string) => () => {
    location.assign(exportUrl(run.id, what, format));
  };
  const ended = isFinal(run.status);
  const groups = [
    [
      ended && {
        label: t("Run again with the newest version"),
        icon: <RefreshCw />,
        onSelect: () => void again(true),
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
      { label: t("Steps as JSON Lines"), icon: <Download />, onSelect: save("steps", "jsonl") },
      { label: t("Log as JSON Lines"), icon: <Download />, onSelect: save("logs", "jsonl") },
    ],
  ];
  return (
    <>
      {!ended && (
        <Button disabled={cancel.isPending} onClick={() => cancel.mutate([run.id])}>
          <Ban />
          {t("Cancel")}
        </Button>
      )}
      {ended && run.status !== "succeeded" && (
        <Button look="primary" onClick={() => setResuming(true)}>
          <RotateCcw />
          {t("Resume")}
        </Button>
      )}
      {ended && (
        <Button disabled={retry.isPending} onClick={() => void again(false)}>
          <RefreshCw />
          {t("Run again")}
        </Button>
      )}
      <Menu
        trigger={
          <IconButton label={t("More")} look="plain">
            <Ellipsis />
          </IconButton>
        }
        groups={groups}
      />
      {resuming && (
        <Suspense>
          <ResumeDialog run={run} live={live} close={() => setResuming(false)} />
        </Suspense>
      )}
    </>
  );
}

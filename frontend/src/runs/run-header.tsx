import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";

import { runCostQuery } from "@/api/runs";
import { schedulesQuery } from "@/api/schedules";
import type { Run } from "@/api/types";
import { Said } from "@/components/said";
import { isFinal, StatusBadge } from "@/components/status";
import { toast } from "@/components/ui/toast";
import type { LiveRun } from "@/hooks/use-run-feed";
import { dateTime, elsewhere } from "@/lib/format";
import { t, tn } from "@/lib/i18n";
import { dollars } from "@/lib/money";
import { Elapsed } from "@/runs/elapsed";
import { RunActions } from "@/runs/run-actions";
import { Trigger } from "@/runs/triggers";

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
          <RunActions run={run} live={live} />
        </div>
      </div>
      <dl className="mt-1.5 flex flex-wrap items-center gap-x-4 gap-y-1 text-xs text-ink-soft">
        <Fact label={t("Run id")}>
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
        {run.schedule && run.scheduled_at && (
          <Fact label={t("Came due")}>
            <DueTime at={run.scheduled_at} flow={run.flow} schedule={run.schedule} />
          </Fact>
        )}
        <Fact label={t("Started")}>
          <time>{dateTime(run.started_at ?? run.created_at)}</time>
        </Fact>
        <Fact label={t("Duration")}>
          <span className="numeric">
            <Elapsed run={run} />
          </span>
        </Fact>
        {isFinal(run.status) && <Cost run={run} />}
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

/** When a schedule came due: on the viewer's clock, and on its own. */
function DueTime({ at, flow, schedule }: { at: number; flow: string; schedule: string }) {
  const zone = useQuery(schedulesQuery(flow)).data?.find(({ id }) => id === schedule)?.timezone;
  return <time>{[dateTime(at), zone && elsewhere(at, zone)].filter(Boolean).join(" · ")}</time>;
}

function Cost({ run }: { run: Run }) {
  const cost = useQuery(runCostQuery(run.id)).data;
  return (
    <Fact label={t("Cost")}>
      {cost ? (
        <Link
          to="/runs/$run"
          params={{ run: run.id }}
          search={{ view: "cost" }}
          className="rounded numeric hover:text-ink"
        >
          {tn(cost.credits, "{n} credit", "{n} credits")} · {dollars(cost.dollars)}
        </Link>
      ) : (
        // Of the length that it will have: nothing moves when it comes.
        <span className="inline-block w-28" />
      )}
    </Fact>
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
  const hint = said("hint");
  return (
    <div role="alert" className="mt-3 rounded-lg border border-bad/25 bg-bad-soft px-3 py-2 text-sm">
      <p className="font-medium break-words text-bad">{said("message") ?? said("code")}</p>
      {hint && (
        <p className="mt-0.5 break-words text-ink-soft">
          <Said text={hint} />
        </p>
      )}
    </div>
  );
}

import { Link } from "@tanstack/react-router";
import { Ban, GitCompare, RefreshCw, RotateCcw } from "lucide-react";

import { useCancelRuns, useResumeRuns, useRetryRuns } from "@/api/runs";
import type { Run, Status } from "@/api/types";
import { ActionButton } from "@/components/action-button";
import { LoadMore } from "@/components/load-more";
import { SelectionBar } from "@/components/selection-bar";
import { isFinal, StatusIcon } from "@/components/status";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/choice";
import { useSelection } from "@/hooks/use-selection";
import { cn } from "@/lib/cn";
import { ago, dateTime } from "@/lib/format";
import { t } from "@/lib/i18n";
import { randomId } from "@/lib/random-id";
import { Elapsed } from "@/runs/elapsed";
import { Trigger } from "@/runs/triggers";

/** Ends after which there is something left to do. */
const UNDONE: ReadonlySet<Status> = new Set(["failed", "timed_out", "canceled"]);

/** Runs to look at, and what can be done with several of them. */
export function RunList({ runs, more, load }: { runs: readonly Run[]; more: boolean; load: () => void }) {
  const selection = useSelection(runs);
  const cancel = useCancelRuns();
  const retry = useRetryRuns();
  const resume = useResumeRuns();
  const chosen = runs.filter((run) => selection.ids.has(run.id));
  const active = chosen.filter((run) => !isFinal(run.status)).map((run) => run.id);
  const failed = chosen.filter((run) => UNDONE.has(run.status)).map((run) => run.id);
  const [one, two] = chosen.length === 2 ? chosen.map((run) => run.id).toReversed() : [];
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
        {active.length > 0 && (
          <ActionButton operation="runs_cancel" size="sm" onClick={() => cancel.mutate(active)}>
            <Ban />
            {t("Cancel {n}", { n: active.length })}
          </ActionButton>
        )}
        {failed.length > 0 && (
          <ActionButton operation="runs_resume" size="sm" onClick={() => resume.mutate(failed)}>
            <RotateCcw />
            {t("Resume {n}", { n: failed.length })}
          </ActionButton>
        )}
        {ended.length > 0 && (
          <ActionButton
            operation="runs_retry"
            size="sm"
            onClick={() => retry.mutate({ ids: ended, newest: false, key: randomId(24) })}
          >
            <RefreshCw />
            {t("Run {n} again", { n: ended.length })}
          </ActionButton>
        )}
        {one !== undefined && two !== undefined && (
          <Button size="sm" asChild>
            <Link to="/runs/$run/compare/$other" params={{ run: one, other: two }}>
              <GitCompare />
              {t("Compare")}
            </Link>
          </Button>
        )}
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

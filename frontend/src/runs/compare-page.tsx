import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { ArrowLeftRight, Equal } from "lucide-react";
import { useState } from "react";

import { type Comparison, comparisonQuery } from "@/api/runs";
import type { Run } from "@/api/types";
import { Empty } from "@/components/empty";
import { ListSkeleton } from "@/components/list-skeleton";
import { Page } from "@/components/page";
import { ProblemView } from "@/components/problem";
import { StatusBadge } from "@/components/status";
import { Button } from "@/components/ui/button";
import { dateTime } from "@/lib/format";
import { t, tn } from "@/lib/i18n";
import { DocumentChanges } from "@/runs/document-changes";
import { Elapsed } from "@/runs/elapsed";
import { StepDifference } from "@/runs/step-difference";

const route = getRouteApi("/runs/$run/compare/$other");

/** Two runs side by side: what went otherwise in the second one. */
export function ComparePage() {
  const { run, other } = route.useParams();
  const query = useQuery(comparisonQuery(run, other));
  const swap = (
    <Button asChild>
      <Link to="/runs/$run/compare/$other" params={{ run: other, other: run }} replace>
        <ArrowLeftRight />
        {t("Swap")}
      </Link>
    </Button>
  );
  return (
    <Page title={t("Compare two runs")} actions={swap}>
      {query.isPending ? (
        <ListSkeleton />
      ) : query.isError ? (
        <ProblemView error={query.error} retry={() => void query.refetch()} />
      ) : (
        <Differences key={`${run}/${other}`} found={query.data} />
      )}
    </Page>
  );
}

function Differences({ found }: { found: Comparison }) {
  const { same = 0, different = 0, steps = [] } = found;
  const [open, setOpen] = useState<string | null>(null);
  const hidden = different - steps.length;
  return (
    <div className="pb-6">
      <div className="grid gap-3 px-4 pb-4 sm:grid-cols-2 sm:px-6">
        <Side letter="A" run={found.a as Run} />
        <Side letter="B" run={found.b as Run} />
      </div>
      <p className="flex flex-wrap gap-x-4 gap-y-1 px-4 pb-3 text-sm text-ink-soft sm:px-6">
        <span>{tn(same, "{n} step went the same", "{n} steps went the same")}</span>
        <span className={different > 0 ? "font-medium text-ink" : undefined}>
          {tn(different, "{n} step went otherwise", "{n} steps went otherwise")}
        </span>
        <span>{found.same_input ? t("same input") : t("other input")}</span>
        <span>{found.same_output ? t("same output") : t("other output")}</span>
      </p>
      <DocumentChanges diff={found.document} />
      {steps.length === 0 ? (
        <Empty icon={Equal} title={t("Every step went the same way")}>
          {t("Times alone make no difference.")}
        </Empty>
      ) : (
        <ul className="border-t">
          {steps.map((step) => {
            const id = `${step.key}@${step.path}`;
            return (
              <StepDifference
                key={id}
                step={step}
                a={found.a.id}
                b={found.b.id}
                open={open === id}
                toggle={() => setOpen(open === id ? null : id)}
              />
            );
          })}
        </ul>
      )}
      {hidden > 0 && (
        <p className="px-6 py-3 text-sm text-ink-faint">
          {tn(hidden, "{n} more step went otherwise.", "{n} more steps went otherwise.")}
        </p>
      )}
    </div>
  );
}

function Side({ letter, run }: { letter: string; run: Run }) {
  return (
    <section
      aria-label={t("Run {letter}", { letter })}
      className="min-w-0 rounded-xl border bg-surface p-3 shadow-lift"
    >
      <div className="flex items-center gap-2">
        <span className="flex size-5 shrink-0 items-center justify-center rounded bg-hover text-2xs font-semibold text-ink-soft">
          {letter}
        </span>
        <Link
          to="/runs/$run"
          params={{ run: run.id }}
          className="min-w-0 flex-1 truncate rounded font-medium hover:text-accent"
        >
          {run.flow_name}
        </Link>
        <StatusBadge status={run.status} />
      </div>
      <p className="mt-1.5 flex flex-wrap gap-x-3 text-xs text-ink-faint">
        <time>{dateTime(run.started_at ?? run.created_at)}</time>
        <span className="numeric">
          <Elapsed run={run} />
        </span>
        <span>{run.version ? t("Version {n}", { n: run.version }) : t("Draft")}</span>
        <span className="font-mono text-2xs leading-4">{run.id}</span>
      </p>
    </section>
  );
}

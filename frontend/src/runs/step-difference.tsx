import { useQuery } from "@tanstack/react-query";
import { ChevronRight } from "lucide-react";

import { stepOutputQuery, type StepComparison } from "@/api/runs";
import type { Status } from "@/api/types";
import { DataView } from "@/components/data/data-view";
import { asApiError } from "@/api/errors";
import { StatusIcon } from "@/components/status";
import { cn } from "@/lib/cn";
import { duration } from "@/lib/format";
import { t } from "@/lib/i18n";

interface Props {
  step: StepComparison;
  a: string;
  b: string;
  open: boolean;
  toggle: () => void;
}

/** One step that went otherwise; opened, what it gave in each run. */
export function StepDifference({ step, a, b, open, toggle }: Props) {
  return (
    <li className="border-b border-line/70">
      <button
        type="button"
        aria-expanded={open}
        onClick={toggle}
        className="flex w-full flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2 text-left text-sm -outline-offset-2 hover:bg-hover/60 sm:px-6"
      >
        <ChevronRight
          className={cn("size-4 shrink-0 text-ink-faint transition-transform", open && "rotate-90")}
        />
        <span className="min-w-0 flex-1 truncate font-medium">
          {step.key}
          {step.path && <span className="ml-1.5 text-xs text-ink-faint numeric">[{step.path}]</span>}
        </span>
        <span className="text-xs text-ink-faint">{whatDiffers(step)}</span>
        <span className="grid w-full grid-cols-2 gap-3 pl-7 sm:w-80 sm:pl-0">
          <How letter="A" side={step.a} />
          <How letter="B" side={step.b} />
        </span>
      </button>
      {open && (
        <div className="grid gap-3 px-4 pb-4 sm:px-6 md:grid-cols-2">
          <Output letter="A" run={a} step={step} side={step.a} />
          <Output letter="B" run={b} step={step} side={step.b} />
        </div>
      )}
    </li>
  );
}

function How({ letter, side }: { letter: string; side: StepComparison["a"] }) {
  return (
    <span className="flex items-center gap-1.5 text-xs text-ink-soft">
      <span className="text-ink-faint">{letter}</span>
      {side ? (
        <>
          <StatusIcon status={side.status as Status} />
          <span className="numeric">{duration(side.ms)}</span>
          {side.attempts > 1 && <span className="text-wait">{t("{n} attempts", { n: side.attempts })}</span>}
        </>
      ) : (
        <span className="text-ink-faint">{t("not reached")}</span>
      )}
    </span>
  );
}

function whatDiffers({ a, b, same_output: same }: StepComparison): string {
  if (!a) return t("only in B");
  if (!b) return t("only in A");
  if (a.status !== b.status) return t("other end");
  if (a.ports.join() !== b.ports.join()) return t("other way on");
  return same ? "" : t("other output");
}

interface OutputProps {
  letter: string;
  run: string;
  step: StepComparison;
  side: StepComparison["a"];
}

function Output({ letter, run, step, side }: OutputProps) {
  const recorded = side !== null && side.status !== "skipped";
  const query = useQuery({ ...stepOutputQuery(run, step.key, step.path), enabled: recorded });
  return (
    <section
      aria-label={t("Output in run {letter}", { letter })}
      className="flex h-72 min-w-0 flex-col overflow-hidden rounded-lg border bg-surface"
    >
      {side?.error && (
        <p className="border-b bg-bad-soft px-3 py-2 text-sm break-words text-bad">{side.error}</p>
      )}
      {!recorded ? (
        <p className="p-3 text-sm text-ink-soft">
          {side ? t("This step was skipped.") : t("This step was not reached.")}
        </p>
      ) : query.isError ? (
        <p className="p-3 text-sm text-ink-soft">{asApiError(query.error).message}</p>
      ) : query.isPending ? (
        <div className="m-3 h-4 w-1/2 skeleton" aria-busy />
      ) : (
        <DataView value={query.data} name={`${step.key}-${letter}`} title={letter} />
      )}
    </section>
  );
}

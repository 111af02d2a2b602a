import { CircleCheck, CircleX } from "lucide-react";

import type { RunError } from "@/api/types";
import { Said } from "@/components/said";
import type { LogLine, StepState } from "@/flow/run-feed";
import { clock, duration } from "@/lib/format";
import { t } from "@/lib/i18n";

interface Attempt {
  number: number;
  at: number;
  error: RunError;
  /** Milliseconds until the next one. */
  rest: number;
}

/** Returns the attempts that failed and were followed by another. */
export function attemptsOf(lines: readonly LogLine[]): Attempt[] {
  return lines.flatMap(({ at, fields: { attempt, delay_s: rest, error } }) =>
    typeof attempt === "number" && typeof rest === "number"
      ? [{ number: attempt, at, error: error ?? {}, rest: rest * 1_000 }]
      : [],
  );
}

/** How often a step was tried, and why not once was enough. */
export function Attempts({ tries, step }: { tries: readonly Attempt[]; step: StepState | undefined }) {
  return (
    <ol className="min-h-0 flex-1 space-y-3 overflow-y-auto p-4 text-sm">
      {tries.map((each) => (
        <li key={each.number} className="flex gap-2.5">
          <CircleX className="mt-0.5 size-4 shrink-0 text-bad" />
          <div className="min-w-0">
            <p className="font-medium">
              {t("Attempt {n}", { n: each.number })}
              <time className="ml-2 text-xs font-normal text-ink-faint numeric">{clock(each.at)}</time>
            </p>
            <p className="break-words text-ink-soft">
              <Said text={each.error.message ?? ""} />
            </p>
            <p className="text-xs text-ink-faint">
              {each.error.code && <span className="mr-2 font-mono text-2xs">{each.error.code}</span>}
              {t("tried again after {time}", { time: duration(each.rest) })}
            </p>
          </div>
        </li>
      ))}
      {step?.finishedAt != null && (
        <li className="flex gap-2.5">
          {step.status === "failed" ? (
            <CircleX className="mt-0.5 size-4 shrink-0 text-bad" />
          ) : (
            <CircleCheck className="mt-0.5 size-4 shrink-0 text-ok" />
          )}
          <div className="min-w-0">
            <p className="font-medium">
              {t("Attempt {n}", { n: step.attempts })}
              <time className="ml-2 text-xs font-normal text-ink-faint numeric">
                {clock(step.finishedAt)}
              </time>
            </p>
            <p className="break-words text-ink-soft">
              {step.status === "failed" ? step.error?.message : t("It went well.")}
            </p>
          </div>
        </li>
      )}
    </ol>
  );
}

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { CalendarClock } from "lucide-react";

import { asApiError } from "@/api/errors";
import { nextTimesQuery, type ScheduleSpec } from "@/api/schedules";
import { cn } from "@/lib/cn";
import { ago } from "@/lib/format";
import { language, t } from "@/lib/i18n";
import { ownZone } from "@/schema-form/schedule/zones";

const COUNT = 5;

/** When a schedule comes due next, as the host counts it: in its own timezone, and in the viewer's. */
export function NextTimes({ spec }: { spec: ScheduleSpec }) {
  const query = useQuery({ ...nextTimesQuery(spec, COUNT), placeholderData: keepPreviousData });
  const zone = spec.timezone ?? "UTC";
  const elsewhere = zone !== ownZone();
  if (query.isError) {
    const problem = asApiError(query.error);
    return (
      <p role="alert" className="rounded-lg border border-bad/25 bg-bad-soft px-3 py-2 text-xs text-bad">
        {problem.message} {problem.hint}
      </p>
    );
  }
  return (
    <section aria-label={t("Next times")} className="rounded-lg border bg-ground/60 px-3 py-2">
      <p className="mb-1 flex items-center gap-1.5 text-xs font-medium text-ink-soft">
        <CalendarClock className="size-3.5" />
        {t("Comes due next")}
      </p>
      {query.data?.length === 0 && (
        <p className="text-xs text-wait">{t("Never: all of its times are over.")}</p>
      )}
      <ol
        className={cn("space-y-0.5 text-xs numeric", query.isPlaceholderData && "opacity-60")}
        aria-busy={query.isPending}
      >
        {query.isPending &&
          Array.from({ length: COUNT }, (_, index) => <li key={index} className="h-4 skeleton" />)}
        {query.data?.map((at) => (
          <li
            key={at}
            className="flex gap-2"
            title={elsewhere ? t("{time} your time", { time: shown(at) }) : ""}
          >
            <time dateTime={new Date(at).toISOString()} className="flex-1">
              {shown(at, zone)}
            </time>
            <span className="text-ink-faint">
              {elsewhere ? t("here {time}", { time: clock(at) }) : soon(at)}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}

function shown(at: number, timeZone?: string): string {
  const format: Intl.DateTimeFormatOptions = {
    timeZone,
    weekday: "short",
    day: "numeric",
    month: "short",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  };
  return new Date(at).toLocaleString(language(), format);
}

function clock(at: number): string {
  return new Date(at).toLocaleString(language(), {
    weekday: "short",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  });
}

const WEEK_MS = 7 * 86_400_000;

const soon = (at: number) => (at - Date.now() < WEEK_MS ? ago(at) : "");

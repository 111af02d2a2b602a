import { useQueries } from "@tanstack/react-query";
import { useMemo } from "react";

import { nextTimesQuery, type Schedule } from "@/api/schedules";
import { cn } from "@/lib/cn";
import { elsewhere } from "@/lib/format";
import { language, t, tn } from "@/lib/i18n";
import { ownZone } from "@/schema-form/schedule/zones";
import { type Day, type Due, specOf, weekOf } from "@/schedules/week";

/** More of one schedule than this are not asked for; the API gives no more at once. */
const MOST = 100;
const SHOWN = 12;

interface Props {
  schedules: readonly Schedule[];
  nameOf: (schedule: Schedule) => string;
  open: (schedule: Schedule) => void;
}

/** What starts by itself in the coming week, on the viewer's clock. */
export function WeekView({ schedules, nameOf, open }: Props) {
  const active = schedules.filter((schedule) => !schedule.paused && schedule.next_times.length > 0);
  const times = useQueries({
    queries: active.map((schedule) => nextTimesQuery(specOf(schedule), MOST)),
    combine: (results) => results.map(({ data }) => data),
  });
  const days = useMemo(() => {
    const due: Due[] = active.flatMap((schedule, index) =>
      [...new Set([...schedule.next_times, ...(times[index] ?? [])])].map((at) => ({ at, schedule })),
    );
    return weekOf(due);
  }, [active, times]);
  return (
    <div className="px-4 pb-8 sm:px-6">
      <p className="mb-3 text-xs text-ink-faint">
        {t("Times are of your timezone, {zone}.", { zone: ownZone() })}
      </p>
      <ol className="grid gap-2 md:grid-cols-7">
        {days.map((day, index) => (
          <DayColumn key={day.at} day={day} today={index === 0} nameOf={nameOf} open={open} />
        ))}
      </ol>
    </div>
  );
}

interface DayProps extends Pick<Props, "nameOf" | "open"> {
  day: Day;
  today: boolean;
}

function DayColumn({ day, today, nameOf, open }: DayProps) {
  const rest = day.due.length - SHOWN;
  return (
    <li
      className={cn(
        "min-w-0 rounded-xl border bg-surface p-2 shadow-lift md:min-h-64",
        today && "border-accent/50",
      )}
    >
      <h2 className="flex items-baseline gap-1.5 px-1 pb-2 text-xs">
        <span className={cn("font-semibold", today && "text-accent")}>
          {new Date(day.at).toLocaleDateString(language(), { weekday: "short" })}
        </span>
        <span className="text-ink-faint">
          {new Date(day.at).toLocaleDateString(language(), { day: "numeric", month: "short" })}
        </span>
      </h2>
      <ul className="space-y-1">
        {day.due.slice(0, SHOWN).map(({ at, schedule }) => (
          <li key={`${schedule.id} ${at}`}>
            <button
              type="button"
              onClick={() => open(schedule)}
              className="block w-full rounded-md border-l-2 border-accent bg-accent-soft/60 px-2 py-1 text-left hover:bg-accent-soft"
            >
              <span className="block text-xs font-semibold numeric">{clock(at)}</span>
              <span className="block truncate text-xs">{nameOf(schedule)}</span>
              {schedule.timezone !== ownZone() && (
                <span className="block truncate text-2xs text-ink-soft" title={schedule.timezone}>
                  {elsewhere(at, schedule.timezone)}
                </span>
              )}
            </button>
          </li>
        ))}
        {rest > 0 && (
          <li className="px-2 text-xs text-ink-faint">{tn(rest, "and {n} more", "and {n} more")}</li>
        )}
        {day.due.length === 0 && <li className="px-1 text-xs text-ink-faint">{t("Nothing")}</li>}
      </ul>
    </li>
  );
}

function clock(at: number): string {
  return new Date(at).toLocaleTimeString(language(), { hour: "2-digit", minute: "2-digit" });
}

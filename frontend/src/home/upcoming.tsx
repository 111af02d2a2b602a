import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { CalendarClock } from "lucide-react";

import { flowNamesQuery } from "@/api/flows";
import { schedulesQuery } from "@/api/schedules";
import { Section } from "@/components/section";
import { Button } from "@/components/ui/button";
import { dateTime, elsewhere, until } from "@/lib/format";
import { t } from "@/lib/i18n";

const SHOWN = 6;

/** What starts by itself next. */
export function Upcoming() {
  const schedules = useQuery(schedulesQuery()).data;
  const names = useQuery(flowNamesQuery).data;
  const coming = (schedules ?? [])
    .filter((schedule) => !schedule.paused)
    .flatMap((schedule) => schedule.next_times.map((at) => ({ at, schedule })))
    .toSorted((a, b) => a.at - b.at)
    .slice(0, SHOWN);
  return (
    <Section
      flush
      title={t("Coming up")}
      actions={
        <Button asChild look="quiet" size="sm">
          <Link to="/schedules">{t("All schedules")}</Link>
        </Button>
      }
    >
      {coming.length === 0 && schedules ? (
        <div className="flex items-center gap-3 px-4 pt-1 pb-4 text-sm text-ink-soft">
          <CalendarClock className="size-5 shrink-0 text-ink-faint" />
          {t("Nothing is scheduled. A flow can run every morning, without you.")}
        </div>
      ) : (
        <ul>
          {coming.map(({ at, schedule }) => (
            <li key={`${schedule.id} ${at}`} className="flex items-baseline gap-3 px-4 py-1.5 text-sm">
              <Link
                to="/flows/$flow"
                params={{ flow: schedule.flow }}
                className="min-w-0 flex-1 truncate rounded font-medium hover:text-accent"
              >
                {schedule.name || names?.get(schedule.flow) || schedule.flow}
              </Link>
              <time className="shrink-0 text-xs text-ink-faint" title={dateTime(at)}>
                {[until(at), elsewhere(at, schedule.timezone)].filter(Boolean).join(" · ")}
              </time>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

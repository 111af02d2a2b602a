/** The coming week as days of the viewer. */
import type { Schedule, ScheduleSpec } from "@/api/schedules";

export interface Due {
  at: number;
  schedule: Schedule;
}

export interface Day {
  /** Its midnight. */
  at: number;
  due: Due[];
}

const DAYS = 7;

/** Returns the specification that gives a schedule's times from now on; intervals go on from the next time. */
export function specOf(schedule: Schedule): ScheduleSpec {
  const { timing, timezone, starts_at, ends_at, overlap, missed, disable_after } = schedule;
  const from = timing.kind === "every" ? (schedule.next_times[0] ?? starts_at) : starts_at;
  return { timing, timezone, starts_at: from, ends_at, overlap, missed, disable_after };
}

/** Returns today and the six days after it with what is due on them, in order. */
export function weekOf(due: readonly Due[], now = new Date()): Day[] {
  const midnight = (days: number) =>
    new Date(now.getFullYear(), now.getMonth(), now.getDate() + days).getTime();
  return Array.from({ length: DAYS }, (_, day) => ({
    at: midnight(day),
    due: due
      .filter(({ at }) => at >= midnight(day) && at < midnight(day + 1))
      .toSorted((a, b) => a.at - b.at),
  }));
}

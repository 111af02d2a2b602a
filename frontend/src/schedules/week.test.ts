import { expect, test } from "vitest";

import type { Schedule } from "@/api/schedules";
import { specOf, weekOf } from "@/schedules/week";

const schedule = (change: Partial<Schedule>) =>
  ({ id: "sched_1", timezone: "UTC", starts_at: null, next_times: [], ...change }) as Schedule;

test("what is due is told by days of the viewer, in order", () => {
  const now = new Date(2026, 10, 21, 15);
  const at = (day: number, hour: number) => new Date(2026, 10, day, hour).getTime();
  const one = schedule({});
  const days = weekOf(
    [at(22, 0), at(21, 23), at(21, 16), at(27, 23), at(28, 0)].map((time) => ({ at: time, schedule: one })),
    now,
  );
  expect(days.map((day) => day.due.length)).toEqual([2, 1, 0, 0, 0, 0, 1]);
  expect(days[0]?.due.map((due) => new Date(due.at).getHours())).toEqual([16, 23]);
});

test("an interval goes on from its next time, and cron from where it begins", () => {
  const every = schedule({ timing: { kind: "every", n: 6, unit: "hours" }, next_times: [1_000, 2_000] });
  expect(specOf(every).starts_at).toBe(1_000);
  const cron = schedule({ timing: { kind: "cron", expression: "0 9 * * *" }, next_times: [1_000] });
  expect(specOf(cron).starts_at).toBeNull();
});

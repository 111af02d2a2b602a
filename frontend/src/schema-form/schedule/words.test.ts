import { expect, test } from "vitest";

import { describeCron, describeTiming } from "@/schema-form/schedule/describe";
import { timingOfWords } from "@/schema-form/schedule/words";

const BOTH_WAYS: [cron: string, words: string][] = [
  ["30 7 * * MON-FRI", "On working days at 07:30"],
  ["0 9 * * *", "Every day at 09:00"],
  ["0 8,18 * * *", "Every day at 08:00 and 18:00"],
  ["15 6 * * MON,THU", "On Monday and Thursday at 06:15"],
  ["0 10 * * SAT,SUN", "At weekends at 10:00"],
  ["0 9 1 * *", "On day 1 of the month at 09:00"],
  ["0 9 1,15 * *", "On day 1 and 15 of the month at 09:00"],
  ["0 23 L * *", "On the last day of the month at 23:00"],
  ["0 9 1 1,7 *", "On day 1 of the month at 09:00 in January and July"],
  ["* * * * *", "Every minute"],
  ["*/15 * * * *", "Every 15 minutes"],
  ["*/10 9-17 * * MON-FRI", "Every 10 minutes from 09:00 to 17:59 on working days"],
  ["0 * * * *", "Every hour"],
  ["0 */6 * * *", "Every 6 hours"],
  ["20 */6 * * *", "Every 6 hours at minute 20"],
  ["0 8-18 * * MON-FRI", "Every hour from 08:00 to 18:00 on working days"],
];

test.each(BOTH_WAYS)("%s is said in words and understood again", (expression, words) => {
  expect(describeCron(expression)).toBe(words);
  expect(timingOfWords(words)).toEqual({ kind: "cron", expression });
});

test.each([
  ["every weekday at 7:30", "30 7 * * MON-FRI"],
  ["daily at noon", "0 12 * * *"],
  ["at 7pm on fridays", "0 19 * * FRI"],
  ["mondays and wednesdays at 6 am", "0 6 * * MON,WED"],
  ["every month on the 15th at 8", "0 8 15 * *"],
  ["hourly between 9 and 17 on weekdays", "0 9-17 * * MON-FRI"],
  ["weekly", "0 0 * * MON"],
  ["monthly", "0 0 1 * *"],
  ["12:00 am every day", "0 0 * * *"],
])("%s is %s", (words, expression) => {
  expect(timingOfWords(words)).toEqual({ kind: "cron", expression });
});

test("what does not divide an hour or a day is an interval from the start", () => {
  expect(timingOfWords("every 45 minutes")).toEqual({ kind: "every", n: 45, unit: "minutes" });
  expect(timingOfWords("every other week")).toEqual({ kind: "every", n: 2, unit: "weeks" });
  expect(timingOfWords("every 36 hours")).toEqual({ kind: "every", n: 36, unit: "hours" });
});

test.each(["", "soon", "at 25:00", "at 8:15 and 9:30", "every 7 minutes on mondays"])(
  "%j says no time",
  (words) => {
    expect(timingOfWords(words)).toBeNull();
  },
);

test("what words are too poor for stays a cron expression", () => {
  expect(describeCron("5-10 */2 * * *")).toBe("5-10 */2 * * *");
  expect(describeCron("not one")).toBe("not one");
});

test("named and numbered days are the same", () => {
  expect(describeCron("0 9 * * 1-5")).toBe(describeCron("0 9 * * MON-FRI"));
  expect(describeCron("0 9 * * 0")).toBe(describeCron("0 9 * * 7"));
});

test("intervals and single moments are told, too", () => {
  expect(describeTiming({ kind: "every", n: 1, unit: "days" })).toBe("Every day");
  expect(describeTiming({ kind: "every", n: 6, unit: "hours" })).toBe("Every 6 hours");
  expect(describeTiming({ kind: "once", at: "2026-12-24T08:00" })).toBe("Once, Dec 24, 2026 at 08:00");
});

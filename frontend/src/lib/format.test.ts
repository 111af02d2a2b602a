import { afterEach, beforeEach, expect, test, vi } from "vitest";

import { bytes, calendar, duration, elsewhere } from "@/lib/format";

const NOON_UTC = Date.UTC(2026, 10, 21, 12);

beforeEach(() => vi.stubEnv("TZ", "Europe/Berlin"));
afterEach(() => vi.unstubAllEnvs());

test("a time of another timezone names its city", () => {
  expect(elsewhere(NOON_UTC, "America/New_York")).toBe("07:00 AM New York");
  expect(elsewhere(NOON_UTC, "UTC")).toBe("12:00 PM UTC");
});

test("a time of another day names the day, too", () => {
  expect(elsewhere(NOON_UTC, "Pacific/Auckland")).toBe("Sun 01:00 AM Auckland");
});

test("nothing stands beside a time of the viewer's own timezone", () => {
  expect(elsewhere(NOON_UTC, "Europe/Berlin")).toBe("");
});

test("durations and sizes have the digits that count", () => {
  expect([820, 4_200, 190_000, 7_500_000].map(duration)).toEqual([
    "820 ms",
    "4.2 s",
    "3 min 10 s",
    "2 h 5 min",
  ]);
  expect([512, 1_536, 3_355_443].map(bytes)).toEqual(["512 B", "1.5 KB", "3.2 MB"]);
});

test("days and months of the calendar are written out", () => {
  expect(["2026-11-21", "2026-11"].map(calendar)).toEqual(["Nov 21, 2026", "November 2026"]);
});

import { expect, test } from "vitest";

import { allZones, instantOf, isZone, localOf, offsetOf } from "@/schema-form/schedule/zones";

const WINTER = Date.UTC(2026, 0, 15, 12);
const SUMMER = Date.UTC(2026, 6, 15, 12);

test("a local time is the one that clocks there show", () => {
  expect(localOf(WINTER, "Europe/Berlin")).toBe("2026-01-15T13:00");
  expect(localOf(SUMMER, "Europe/Berlin")).toBe("2026-07-15T14:00");
  expect(localOf(WINTER, "UTC")).toBe("2026-01-15T12:00");
});

test.each(["UTC", "Europe/Berlin", "Asia/Kolkata", "America/New_York", "Pacific/Apia"])(
  "a local time of %s is the instant it came from",
  (zone) => {
    for (const at of [WINTER, SUMMER, Date.UTC(2026, 2, 29, 0, 30), Date.UTC(2026, 9, 25, 3)])
      expect(instantOf(localOf(at, zone), zone)).toBe(at);
  },
);

test("offsets are told with their minutes", () => {
  expect(offsetOf("Asia/Kolkata", WINTER)).toBe("UTC+5:30");
  expect(offsetOf("America/New_York", WINTER)).toBe("UTC−5");
  expect(offsetOf("Asia/Kolkata", WINTER + 40_123)).toBe("UTC+5:30");
  expect(offsetOf("UTC", WINTER)).toBe("UTC");
});

test("all zones are known, UTC first", () => {
  expect(allZones()[0]).toBe("UTC");
  expect(allZones()).toContain("Europe/Berlin");
  expect(isZone("Europe/Berlin")).toBe(true);
  expect(isZone("Mars/Base")).toBe(false);
});

import { expect, test } from "vitest";

import { spanOf } from "@/home/period";

test("a week is today and the six days before, from midnight", () => {
  const { since, before } = spanOf("7", new Date(2026, 10, 21, 15, 30));
  expect(new Date(since)).toEqual(new Date(2026, 10, 15));
  expect(new Date(before)).toEqual(new Date(2026, 10, 8));
});

test("months and clock changes are crossed by the calendar", () => {
  expect(new Date(spanOf("30", new Date(2026, 2, 31, 1)).since)).toEqual(new Date(2026, 2, 2));
});

import fc from "fast-check";
import { expect, test } from "vitest";

import { between, moved, ticks, zoomed } from "@/runs/timeline";

test("marks are at round times", () => {
  expect(ticks({ from: 0, to: 10_000 })).toEqual([0, 2_000, 4_000, 6_000, 8_000, 10_000]);
  expect(ticks({ from: 310, to: 350 })).toEqual([310, 320, 330, 340, 350]);
});

test("there are some marks and never too many, however long a run is", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1e9 }), fc.integer({ min: 5, max: 1e9 }), (from, length) => {
      const marks = ticks({ from, to: from + length });
      expect(marks.length).toBeLessThanOrEqual(7);
      expect(marks.length).toBeGreaterThan(0);
    }),
  );
});

test("zooming keeps the time below the pointer where it is, and ends at the whole", () => {
  expect(zoomed({ from: 0, to: 1_000 }, 1_000, 0.5, 250)).toEqual({ from: 125, to: 625 });
  expect(zoomed({ from: 125, to: 625 }, 1_000, 4, 250)).toBeNull();
});

test("a span never leaves the run", () => {
  expect(moved({ from: 100, to: 300 }, 1_000, -500)).toEqual({ from: 0, to: 200 });
  expect(moved({ from: 100, to: 300 }, 1_000, 5_000)).toEqual({ from: 800, to: 1_000 });
  expect(zoomed({ from: 900, to: 1_000 }, 1_000, 3, 1_000)).toEqual({ from: 700, to: 1_000 });
});

test("a stretch is drawn in either direction, and a click is none", () => {
  expect(between(700, 200, 1_000)).toEqual({ from: 200, to: 700 });
  expect(between(700, 702, 1_000)).toBeNull();
});

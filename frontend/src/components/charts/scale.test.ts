import { expect, test } from "vitest";

import { labelled, marks } from "@/components/charts/scale";

test("marks reach the largest value at round distances", () => {
  expect(marks(7)).toEqual([0, 2, 4, 6, 8]);
  expect(marks(100)).toEqual([0, 25, 50, 75, 100]);
  expect(marks(1_234)).toEqual([0, 500, 1_000, 1_500]);
});

test("counts have whole marks only", () => {
  expect(marks(1)).toEqual([0, 1]);
  expect(marks(2)).toEqual([0, 1, 2]);
});

test("nothing counted yet has a scale all the same", () => {
  expect(marks(0)).toEqual([0, 1]);
});

test("labels thin out and the last one stays", () => {
  expect([...labelled(30, 7)]).toEqual([4, 9, 14, 19, 24, 29]);
  expect([...labelled(3, 7)]).toEqual([0, 1, 2]);
});

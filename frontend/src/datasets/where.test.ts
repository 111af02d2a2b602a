import { expect, test } from "vitest";

import { nextSort, readCondition, written } from "@/datasets/where";

test("a condition is written as the API takes it and read back", () => {
  const condition = { column: "unit: price", operator: "less_or_equal", value: "10:30" } as const;
  expect(written(condition)).toBe("unit: price:less_or_equal:10:30");
  expect(readCondition(written(condition))).toEqual(condition);
  expect(readCondition("price is 10")).toBeNull();
});

test("an operator that looks at the cell only takes no value", () => {
  expect(written({ column: "email", operator: "empty", value: "left over" })).toBe("email:empty:");
});

test("a column is ordered up, down, and not any more", () => {
  expect(nextSort(undefined, "price")).toBe("price");
  expect(nextSort("price", "price")).toBe("-price");
  expect(nextSort("-price", "price")).toBeUndefined();
  expect(nextSort("name", "price")).toBe("price");
});

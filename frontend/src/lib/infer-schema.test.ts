import { expect, test } from "vitest";

import { inferSchema } from "@/lib/infer-schema";

test("rows have the fields of all of them, and need those that each has", () => {
  expect(
    inferSchema([{ title: "Pan", price: 9 }, { title: "Lid", price: 4.5, sale: true }, { title: null }]),
  ).toEqual({
    type: "array",
    items: {
      type: "object",
      properties: {
        title: { type: ["null", "string"] },
        price: { type: "number" },
        sale: { type: "boolean" },
      },
      required: ["title"],
    },
  });
});

test("values of several types keep what is known of each", () => {
  expect(inferSchema([1, "a", [2], { n: 1 }])).toEqual({
    type: "array",
    items: {
      type: ["array", "integer", "object", "string"],
      items: { type: "integer" },
      properties: { n: { type: "integer" } },
      required: ["n"],
    },
  });
});

test("nothing is known of what is empty", () => {
  expect(inferSchema([])).toEqual({ type: "array" });
  expect(inferSchema({})).toEqual({ type: "object", properties: {}, required: [] });
  expect(inferSchema(null)).toEqual({ type: "null" });
});

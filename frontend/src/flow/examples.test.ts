import { expect, test } from "vitest";

import type { FlowDocument } from "@/api/types";
import { examplesOf, runsAsIs, takesInput, withExample } from "@/flow/examples";

const flow: FlowDocument = { schema: 1, name: "Prices", input_schema: { type: "object", properties: {} } };

test("inputs are kept by name, and the last one of a name counts", () => {
  const kept = withExample(withExample(withExample(flow, "Few", { n: 1 }), "Many", { n: 9 }), "Few", {
    n: 2,
  });
  expect(examplesOf(kept)).toEqual({ Few: { n: 2 }, Many: { n: 9 } });
});

test("a document whose last example is gone is as it was", () => {
  expect(withExample(withExample(flow, "Few", { n: 1 }), "Few", undefined)).toEqual(flow);
  expect(examplesOf({ schema: 1, name: "" })).toEqual({});
});

const taking = (properties: Record<string, unknown>): FlowDocument => ({
  ...flow,
  input_schema: { properties },
});

test("a flow whose inputs all have defaults runs as it is", () => {
  expect(runsAsIs(taking({ n: { default: 3 }, on: { default: false } }))).toBe(true);
  expect(runsAsIs(taking({ n: { default: 3 }, who: { type: "string" } }))).toBe(false);
  expect(runsAsIs({ schema: 1, name: "" })).toBe(true);
});

test("a flow without fields takes no input", () => {
  expect([taking({ n: {} }), flow].map(takesInput)).toEqual([true, false]);
});

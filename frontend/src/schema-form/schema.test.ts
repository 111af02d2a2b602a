import { expect, test } from "vitest";

import type { JsonSchema } from "@/api/types";
import { initialValue, isExpression, shapeOf, variantsOf } from "@/schema-form/schema";

const root: JsonSchema = {
  $defs: {
    Each: {
      title: "Each",
      type: "object",
      properties: { kind: { const: "each", default: "each" }, items: {} },
      required: ["items"],
    },
    Count: {
      title: "Count",
      type: "object",
      properties: { kind: { const: "count" }, times: { type: "integer", minimum: 3 } },
      required: ["kind", "times"],
    },
  },
};
const over: JsonSchema = {
  oneOf: [{ $ref: "#/$defs/Each" }, { $ref: "#/$defs/Count" }],
  discriminator: { propertyName: "kind", mapping: {} },
};

test("references are followed, and what stands beside them wins", () => {
  expect(shapeOf({ $ref: "#/$defs/Count", title: "Times" }, root)).toMatchObject({
    schema: { title: "Times", type: "object" },
    nullable: false,
  });
});

test("an alternative that is null makes a field optional, not a choice", () => {
  const { schema, nullable } = shapeOf(
    { anyOf: [{ type: "string", minLength: 1 }, { type: "null" }], title: "Name", default: null },
    root,
  );
  expect(nullable).toBe(true);
  expect(schema).toEqual({ type: "string", minLength: 1, title: "Name", default: null });
  expect(variantsOf(schema, root)).toBeNull();
});

test("alternatives are named by what tells them apart", () => {
  const variants = variantsOf(over, root) ?? [];
  expect(variants.map((each) => each.label)).toEqual(["Each", "Count"]);
  expect(variants.map((each) => each.fits({ kind: "count", times: 3 }))).toEqual([false, true]);
});

test("a new value has what is required and nothing else", () => {
  expect(initialValue(over, root)).toEqual({ kind: "each", items: null });
  expect(initialValue({ $ref: "#/$defs/Count" }, root)).toEqual({ kind: "count", times: 3 });
  expect(initialValue({ type: "string", enum: ["a", "b"] })).toBe("a");
});

test("braces make an expression of a text", () => {
  expect(isExpression("{{ 1 }}")).toBe(true);
  expect(isExpression("one")).toBe(false);
});

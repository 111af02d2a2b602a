import { expect, test } from "vitest";

import type { JsonSchema } from "@/api/types";
import { fieldsSchema, filled } from "@/schema-form/credential-fields";

const BASIC = {
  type: "object",
  properties: {
    username: { type: "string", maxLength: 64_000 },
    password: { type: "string", maxLength: 64_000, format: "password", "x-secret": true },
    note: { type: "string", maxLength: 64_000, "x-multiline": true },
  },
  required: ["username", "password"],
} as JsonSchema;

test("a form has all fields, those that may be seen, or those that never are", () => {
  const names = (kind: "all" | "open" | "secret") => Object.keys(fieldsSchema(BASIC, kind).properties ?? {});
  expect(names("all")).toEqual(["username", "password", "note"]);
  expect(names("open")).toEqual(["username", "note"]);
  expect(names("secret")).toEqual(["password"]);
});

test("a secret that is set need not be given again", () => {
  expect(fieldsSchema(BASIC, "all").required).toEqual(["username", "password"]);
  expect(fieldsSchema(BASIC, "open").required).toEqual(["username"]);
  expect(fieldsSchema(BASIC, "secret").required).toEqual([]);
});

test("one line stays one line, whatever its limit", () => {
  const { properties } = fieldsSchema(BASIC, "all");
  expect(properties?.username).toEqual({ type: "string" });
  expect(properties?.note?.maxLength).toBe(64_000);
});

test("a type with fields of any name is a table of secrets", () => {
  expect(fieldsSchema({ type: "object", properties: {} }, "all").additionalProperties).toEqual({
    type: "string",
    format: "password",
  });
});

test("what was left empty is not sent", () => {
  expect(filled({ a: "", b: undefined, c: null, d: 0, e: "x" })).toEqual({ d: 0, e: "x" });
});

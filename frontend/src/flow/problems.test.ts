import { expect, test } from "vitest";

import { fieldProblems, toMend, worst } from "@/flow/problems";

const diagnostics = [
  { code: "a", severity: "warning", message: "Not connected.", node: "n" },
  {
    code: "b",
    severity: "error",
    message: "Missing.",
    node: "n",
    field: "/config/over/items",
    hint: "Give a list.",
  },
  { code: "c", severity: "error", message: "No nodes." },
];

test("a node shows its worst problem", () => {
  expect(worst(diagnostics).get("n")?.code).toBe("b");
  expect(worst(diagnostics).size).toBe(1);
});

test("problems stand at their field, those of the node itself at none", () => {
  expect([...fieldProblems(diagnostics, "n")]).toEqual([
    ["", "Not connected."],
    ["/over/items", "Missing. Give a list."],
  ]);
});

test("what a run costs is no problem", () => {
  const cost = { code: "cost.estimate", severity: "info", message: "A run costs up to 16 credits." };
  expect(toMend([cost, ...diagnostics])).toEqual(diagnostics);
});

import { expect, test } from "vitest";

import type { FlowDocument } from "@/api/types";
import { countChanges, drawDiff } from "@/flow/diff-drawing";

const at = (x: number, y = 0) => ({ x, y });
const before: FlowDocument = {
  schema: 1,
  name: "Old",
  nodes: [
    { id: "start", key: "start", type: "trigger.manual", position: at(0) },
    { id: "gone", key: "gone", type: "data.map", position: at(300) },
    { id: "loop", key: "loop", type: "core.loop", position: at(600) },
    { id: "inner", key: "inner", type: "data.map", parent: "loop", position: at(28, 62) },
  ],
  edges: [
    { source: "start", target: "gone" },
    { source: "gone", target: "loop" },
  ],
};
const after: FlowDocument = {
  ...before,
  nodes: [
    { id: "start", key: "start", type: "trigger.manual", position: at(0) },
    { id: "loop", key: "loop", type: "core.loop", position: at(700) },
    { id: "inner", key: "inner", type: "data.map", parent: "loop", position: at(28, 62), config: { a: 1 } },
    { id: "fresh", key: "fresh", type: "data.map", position: at(1_200) },
  ],
  edges: [
    { source: "start", target: "loop" },
    { source: "loop", target: "fresh" },
  ],
};
const node = (id: string, change: "added" | "removed" | "changed" | "moved", path?: string) => ({
  id,
  key: id,
  type: "data.map",
  change,
  fields: path ? [{ path, before: null, after: 1 }] : [],
});
const diff = {
  nodes: [
    node("loop", "moved", "/position/x"),
    node("inner", "changed", "/config/a"),
    node("fresh", "added"),
    node("gone", "removed"),
  ],
  edges: [],
  fields: [],
  notes: [],
};

test("both versions stand in one drawing, what is gone at its old place", () => {
  const { nodes, edges } = drawDiff(before, after, diff);
  expect(nodes.map((each) => [each.node.id, each.change, each.at.x])).toEqual([
    ["loop", "moved", 700],
    ["start", null, 0],
    ["inner", "changed", 728],
    ["fresh", "added", 1_200],
    ["gone", "removed", 300],
  ]);
  expect(edges.map((each) => [each.key, each.change])).toEqual([
    ["start:out>loop:in", "added"],
    ["loop:out>fresh:in", "added"],
    ["start:out>gone:in", "removed"],
    ["gone:out>loop:in", "removed"],
  ]);
});

test("a moved node leaves a trace where it was, one that only changed does not", () => {
  expect(drawDiff(before, after, diff).ghosts.map((each) => [each.node.id, each.at.x])).toEqual([
    ["loop", 600],
  ]);
});

test("the legend counts each kind of change", () => {
  expect(countChanges(diff)).toEqual({ added: 1, removed: 1, changed: 1, moved: 1 });
});

import { expect, test } from "vitest";

import type { FlowDocument, NodeSummary } from "@/api/types";
import { undoersOf, undoneBy } from "@/flow/compensation";
import { stepsBefore } from "@/flow/variables";

const document: FlowDocument = {
  schema: 1,
  name: "Trip",
  nodes: [
    { id: "start", key: "start", type: "trigger.manual" },
    { id: "hotel", key: "hotel", type: "http.request", compensate_with: "cancel_hotel" },
    { id: "flight", key: "flight", type: "http.request" },
    { id: "cancel_hotel", key: "cancel_hotel", type: "http.request" },
    { id: "cancel_flight", key: "cancel_flight", type: "http.request" },
    { id: "each", key: "each", type: "core.loop" },
    { id: "inside", key: "inside", type: "http.request", parent: "each" },
    { id: "page", key: "page", type: "browser.click" },
  ],
  edges: [
    { source: "start", target: "hotel" },
    { source: "hotel", target: "flight" },
  ],
};
const kind = (of: NodeSummary["kind"], lane: NodeSummary["lane"] = "inline") => ({ kind: of, lane });
const types = new Map([
  ["trigger.manual", kind("trigger")],
  ["http.request", kind("step")],
  ["core.loop", kind("loop")],
  ["browser.click", kind("step", "browser")],
]);
const undoers = (id: string) => {
  const node = document.nodes?.find((each) => each.id === id);
  return node ? undoersOf(document, node, types).map((each) => each.id) : [];
};

test("plain steps without wires that undo nothing else can undo a node", () => {
  expect(undoers("flight")).toEqual(["cancel_flight"]);
});

test("the one that undoes it now stays among them", () => {
  expect(undoers("hotel")).toEqual(["cancel_hotel", "cancel_flight"]);
});

test("what undoes a node reads that node and what is before it", () => {
  expect(undoneBy(document, "cancel_hotel")?.id).toBe("hotel");
  expect(stepsBefore(document, "cancel_hotel").map((each) => each.id)).toEqual(["hotel", "start"]);
});

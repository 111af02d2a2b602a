import { expect, test } from "vitest";

import type { FlowDocument, RunEvent } from "@/api/types";
import { RunFeed } from "@/flow/run-feed";
import { RunTree } from "@/flow/run-tree";

const document: FlowDocument = {
  schema: 1,
  name: "Prices",
  nodes: [
    { id: "end", key: "end", type: "core.log" },
    { id: "start", key: "start", type: "trigger.manual" },
    { id: "each", key: "each", type: "core.loop" },
    { id: "visit", key: "visit", type: "browser.goto", parent: "each" },
  ],
  edges: [
    { source: "start", target: "each" },
    { source: "each", target: "end" },
  ],
};
const EVERYTHING = { text: "", failedOnly: false };

let seq = 0;
const event = (type: string, node?: string, path = "", more: object = {}): RunEvent => {
  seq += 1;
  return { seq, at: seq * 100, type, ...(node ? { node, key: node, path } : {}), ...more };
};
const begun = () => [
  event("run.started"),
  event("step.started", "start"),
  event("step.succeeded", "start", "", { ports: ["out"], ms: 1 }),
  event("step.started", "each"),
  event("step.started", "visit", "0"),
];

function feedOf(...events: RunEvent[]): RunFeed {
  const feed = new RunFeed(document);
  feed.apply(events);
  return feed;
}

test("a started step runs until its end is told, with its duration and number of items", () => {
  const feed = feedOf(...begun());
  expect(feed.step("visit", "0")?.status).toBe("running");
  feed.apply([event("step.succeeded", "visit", "0", { items: 7 })]);
  expect(feed.step("visit", "0")).toMatchObject({ status: "succeeded", items: 7 });
});

test("rows are in reading order, whatever the order in the document, with iterations below their loop", () => {
  const feed = feedOf(...begun(), event("step.started", "visit", "1"));
  const rows = new RunTree(document).rows(feed, new Set(), EVERYTHING);
  expect(rows.map((row) => [row.depth, row.iteration ?? row.node.id, row.status])).toEqual([
    [0, "start", "succeeded"],
    [0, "each", "running"],
    [1, 0, "running"],
    [2, "visit", "running"],
    [1, 1, "running"],
    [2, "visit", "running"],
    [0, "end", "pending"],
  ]);
});

test("steps that an ended run never finished are canceled, those of a paused one wait", () => {
  const feed = feedOf(...begun(), event("run.waiting"));
  expect(feed.step("visit", "0")?.status).toBe("waiting");
  feed.apply([event("run.canceled")]);
  expect(feed.step("visit", "0")?.status).toBe("canceled");
  expect(feed.status).toBe("canceled");
});

test("failures are part of the log, and attempts are counted", () => {
  const feed = feedOf(
    ...begun(),
    event("step.retrying", "visit", "0", { attempt: 1, error: { message: "no answer" } }),
    event("step.failed", "visit", "0", {
      attempts: 2,
      error: { code: "http.timeout", message: "no answer" },
    }),
  );
  expect(feed.step("visit", "0")).toMatchObject({
    status: "failed",
    attempts: 2,
    error: { code: "http.timeout" },
  });
  expect(feed.log.map((line) => line.level)).toEqual(["warning", "error"]);
});

test("a node's totals are of all its iterations", () => {
  const feed = feedOf(...begun(), event("step.succeeded", "visit", "0"), event("step.started", "visit", "1"));
  expect(feed.totals.get("visit")).toMatchObject({ steps: 2, running: 1, status: "running" });
  feed.apply([event("step.failed", "visit", "1", { error: { message: "x" } })]);
  expect(feed.totals.get("visit")).toMatchObject({ steps: 2, running: 0, failed: 1, status: "failed" });
});

test("items are counted over all iterations, and by the port they left through", () => {
  const feed = feedOf(
    ...begun(),
    event("step.succeeded", "visit", "0", { items: 7, ports: ["out"] }),
    event("step.started", "visit", "1"),
    event("step.succeeded", "visit", "1", { items: 2, ports: ["out"] }),
    event("step.started", "visit", "2"),
    event("step.failed", "visit", "2", { error: { message: "x" }, ports: ["error"] }),
  );
  expect(feed.totals.get("visit")).toMatchObject({
    items: 9,
    since: null,
    ports: { out: { steps: 2, items: 9 }, error: { steps: 1, items: null } },
  });
  expect(feed.totals.get("each")).toMatchObject({ status: "running", rounds: 3 });
});

test("a step that is told of twice is counted once", () => {
  const feed = feedOf(...begun(), event("step.succeeded", "visit", "0", { items: 7, ports: ["out"] }));
  feed.apply([
    event("step.started", "visit", "0"),
    event("step.succeeded", "visit", "0", { items: 5, ports: ["out"] }),
  ]);
  expect(feed.totals.get("visit")).toMatchObject({ items: 5, ports: { out: { steps: 1, items: 5 } } });
});

test("a filter leaves what fits and what is around it", () => {
  const failed = event("step.failed", "visit", "1", { error: { message: "x" } });
  const feed = feedOf(...begun(), event("step.succeeded", "visit", "0"), failed);
  const rows = new RunTree(document).rows(feed, new Set(), { text: "", failedOnly: true });
  expect(rows.map((row) => row.iteration ?? row.node.id)).toEqual(["each", 1, "visit"]);
});

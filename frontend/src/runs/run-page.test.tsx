import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test, vi } from "vitest";

import type { FlowDocument, Run, RunEvent } from "@/api/types";
import { answers } from "@/mocks/answers";
import { tells } from "@/mocks/live";
import { runSample, stepEvent } from "@/mocks/samples";
import { shown } from "@/mocks/shown";
import { RunPage } from "@/runs/run-page";
import { runSearch } from "@/runs/search";

const DOCUMENT: FlowDocument = {
  schema: 1,
  name: "Prices",
  nodes: [
    { id: "read", key: "read", type: "http.request", name: "Read the prices" },
    { id: "each", key: "each", type: "core.loop", name: "Each price" },
    { id: "keep", key: "keep", type: "data.filter", name: "Keep the low ones", parent: "each" },
  ],
  edges: [{ source: "read", target: "each" }],
};
const GONE = { code: "http.status", message: "It answered 500", hint: "Try later." };

/** Opens a run's page on a host that tells these events, and more of them with `tell`. */
function open(at: string, run: Run, events: RunEvent[]) {
  answers("get", "/api/v1/runs/{run}", run);
  answers("get", "/api/v1/runs/{run}/document", DOCUMENT);
  answers("get", "/api/v1/nodes", { items: [], cursor: null });
  answers("get", "/api/v1/runs/{run}/cost", {
    run: run.id,
    status: run.status,
    credits: 7,
    refunded: 0,
    reserved: null,
    estimate: { least: 5, most: 9 },
    dollars: 0.00042,
    prices_of: "2026-11-21",
    nodes: [
      {
        node: "read",
        key: "read",
        type: "http.request",
        steps: 2,
        credits: 7,
        ms: 900,
        tokens_in: 0,
        tokens_out: 0,
        dollars: 0.00042,
      },
    ],
  });
  const tell = tells(events);
  shown(at, { path: "/runs/$run", component: RunPage, validateSearch: runSearch });
  return { tell };
}

test("steps show as they happen, and what a failure needs is there", async () => {
  const { tell } = open("/runs/r_1", runSample({ status: "running", finished_at: null }), [
    stepEvent("step.started", "read"),
  ]);
  const row = await screen.findByRole("treeitem", { name: /Read the prices/ });
  expect(await within(row).findByRole("img", { name: "Running" })).toBeVisible();
  tell(
    stepEvent("step.retrying", "read", { attempt: 1, delay_s: 2, error: GONE }),
    stepEvent("step.failed", "read", { attempts: 2, error: GONE }),
    { seq: 999, at: 9_000, type: "run.failed", error: GONE },
  );
  expect(await within(row).findByText("2 attempts")).toBeVisible();
  expect(screen.getByRole("alert")).toHaveTextContent("It answered 500Try later.");
});

test("a step shows each attempt, and the settings with the run's values", async () => {
  const retried = [
    stepEvent("step.started", "read"),
    stepEvent("step.retrying", "read", { attempt: 1, delay_s: 2, error: GONE }),
    stepEvent("step.succeeded", "read", { attempts: 2 }),
  ];
  answers("get", "/api/v1/runs/{run}/steps/{step}/output", { price: 3 });
  const asked = answers("post", "/api/v1/expressions/preview", {
    value: { url: "https://shop.example/42" },
    type: "object",
    references: [],
    error: null,
  });
  open("/runs/r_1?step=read", runSample(), retried);
  await userEvent.click(await screen.findByRole("tab", { name: /Attempts/ }));
  expect(screen.getByText("It answered 500")).toBeVisible();
  const step = within(screen.getByRole("complementary", { name: "Step" }));
  await userEvent.click(step.getByRole("tab", { name: "Input" }));
  expect(await screen.findByText('"https://shop.example/42"')).toBeVisible();
  expect(asked[0]?.body).toMatchObject({ run: "r_1", at: "read" });
});

test("one goes from iteration to iteration, and to the next that failed", async () => {
  const turns = [0, 1, 2, 3].map((index) =>
    stepEvent(index === 3 ? "step.failed" : "step.succeeded", "keep", {
      path: String(index),
      ...(index === 3 ? { error: GONE } : {}),
    }),
  );
  answers("get", "/api/v1/runs/{run}/steps/{step}/output", null);
  open("/runs/r_1?step=keep&path=0", runSample(), turns);
  const number = await screen.findByRole("textbox", { name: "Number of the iteration" });
  await userEvent.click(screen.getByRole("button", { name: "Next iteration" }));
  expect(number).toHaveValue("2");
  await userEvent.click(screen.getByRole("button", { name: "Next failure" }));
  expect(number).toHaveValue("4");
  await userEvent.clear(number);
  await userEvent.type(number, "3{Enter}");
  await vi.waitFor(() => expect(screen.getByText("[2]", { exact: false })).toBeVisible());
});

test("the log is searched, and the cost is the host's", async () => {
  const said = ["first", "second"].map((message) => stepEvent("log", "read", { message, level: "info" }));
  open("/runs/r_1?view=logs", runSample(), said);
  await userEvent.type(await screen.findByRole("searchbox", { name: "Search the log" }), "sec");
  const log = screen.getByRole("log");
  await vi.waitFor(() => expect(log).not.toHaveTextContent("first"));
  expect(log).toHaveTextContent("second");
  await userEvent.click(screen.getByRole("tab", { name: "Cost" }));
  const table = await screen.findByRole("table", { name: "Cost by node" });
  expect(table).toHaveTextContent("read");
  expect(screen.getAllByText("$0.00042")).not.toHaveLength(0);
});

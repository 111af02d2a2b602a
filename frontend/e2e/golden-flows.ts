// Drives flows of the main job with the types that are made of openapi.json: a wrong path, field or answer does not
// compile. Usage: node golden-flows.js <address> <file with {failing_items, approval}>; prints what came of it.
import { readFileSync } from "node:fs";

import createClient from "openapi-fetch";

import type { components, paths } from "../src/api/schema.gen";

type FlowDocument = components["schemas"]["FlowDocument"];
type Documents = Record<"failing_items" | "approval", FlowDocument>;

const [address = "", file = ""] = process.argv.slice(2);
const documents = JSON.parse(readFileSync(file, "utf8")) as Documents;
const client = createClient<paths>({ baseUrl: address });

/** Returns the data of an answer that must be a success. */
function good<T>({ data, error }: { data?: T; error?: unknown }): T {
  if (data === undefined) throw new Error(`refused: ${JSON.stringify(error)}`);
  return data;
}

async function published(document: FlowDocument): Promise<string> {
  const made = good(
    await client.POST("/api/v1/flows", {
      body: document,
      params: { header: { "Idempotency-Key": crypto.randomUUID() } },
    }),
  );
  const path = { flow: made.id };
  const version = good(
    await client.POST("/api/v1/flows/{flow}/publish", { params: { path }, body: { message: "golden" } }),
  );
  if (version.number !== 1) throw new Error(`published as version ${version.number}`);
  return made.id;
}

async function failingItems() {
  const flow = await published(documents.failing_items);
  const payments = ["EUR", "XXX", "GBP"].map((currency, n) => ({ id: `p${n}`, amount: 10, currency }));
  const run = good(
    await client.POST("/api/v1/runs", {
      body: { flow, input: { payments } },
      params: { query: { wait: 30 } },
    }),
  );
  const path = { run: run.id };
  const steps = good(
    await client.GET("/api/v1/runs/{run}/steps", { params: { path, query: { limit: 100 } } }),
  );
  const iterations = good(
    await client.GET("/api/v1/runs/{run}/steps/{step}/iterations", {
      params: { path: { ...path, step: "payments" } },
    }),
  );
  return {
    status: run.status,
    output: run.output,
    keys: steps.items.map((step) => step.key).sort(),
    iterations: iterations.items.map((each) => each.status),
  };
}

async function approval() {
  const flow = await published(documents.approval);
  const input = { customer: "Ann", amount: 1_000 };
  const run = good(await client.POST("/api/v1/runs", { body: { flow, input } }));
  let open: { token: string; run: string } | undefined;
  while (open === undefined) {
    const found = good(await client.GET("/api/v1/approvals", {}));
    open = found.items.find((each) => each.run === run.id);
  }
  good(
    await client.POST("/api/v1/approvals/{token}", {
      params: { path: { token: open.token } },
      body: { decision: "approve", by: "ann@example.com", form: { note: "fine" } },
    }),
  );
  const path = { run: run.id };
  const ended = good(await client.GET("/api/v1/runs/{run}", { params: { path, query: { wait: 30 } } }));
  return { id: run.id, status: ended.status, output: ended.output };
}

console.log(JSON.stringify({ failing_items: await failingItems(), approval: await approval() }));

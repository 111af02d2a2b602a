import { http, HttpResponse } from "msw";
import { expect, test } from "vitest";

import { ApiError } from "@/api/errors";
import { createFlow, saveFlow } from "@/api/flows";
import { startRun } from "@/api/runs";
import { server } from "@/mocks/server";

const document = { schema: 1, name: "Prices" };

test("a problem is thrown with its code, hint and field", async () => {
  server.use(
    http.post("*/api/v1/runs", () =>
      HttpResponse.json(
        {
          type: "urn:x",
          title: "Unprocessable",
          status: 422,
          code: "input.invalid",
          detail: "No limit.",
          hint: "Give one.",
          field: "/input/limit",
        },
        { status: 422, headers: { "content-type": "application/problem+json" } },
      ),
    ),
  );
  const thrown = await startRun({ flow: "f", draft: false, pinned: false, trigger: "manual" }, "k").catch(
    (error: unknown) => error,
  );
  expect(thrown).toBeInstanceOf(ApiError);
  expect(thrown).toMatchObject({
    message: "No limit.",
    code: "input.invalid",
    hint: "Give one.",
    field: "/input/limit",
    status: 422,
  });
});

test("a proxy's page instead of an answer is told by its status", async () => {
  server.use(http.put("*/api/v1/flows/f", () => new HttpResponse("<h1>Bad gateway</h1>", { status: 502 })));
  await expect(saveFlow("f", document, 3)).rejects.toMatchObject({ code: "answer.unexpected", status: 502 });
});

test("a host that does not answer is unreachable", async () => {
  server.use(http.put("*/api/v1/flows/f", () => HttpResponse.error()));
  await expect(saveFlow("f", document, 3)).rejects.toMatchObject({ code: "host.unreachable" });
});

test("saving says which revision was changed, creating carries a key", async () => {
  const seen: Record<string, string | null> = {};
  server.use(
    http.put("*/api/v1/flows/f", ({ request }) => {
      seen.match = request.headers.get("if-match");
      return HttpResponse.json({ id: "f", rev: 4 });
    }),
    http.post("*/api/v1/flows", async ({ request }) => {
      seen.key = request.headers.get("idempotency-key");
      seen.body = await request.text();
      return HttpResponse.json({ id: "f", rev: 1 }, { status: 201 });
    }),
  );
  await saveFlow("f", document, 3);
  await createFlow("name: Prices", "key-1");
  expect(seen).toEqual({ match: '"3"', key: "key-1", body: "name: Prices" });
});

import { http, HttpResponse } from "msw";
import { beforeEach, expect, test } from "vitest";

import { client } from "@/api/client";
import { chooseWorkspace, useSession, type User } from "@/api/session";
import { server } from "@/mocks/server";

const user = { id: "u_1", email: "ada@example.com", workspace: "ws_1" } as User;

const listFlows = () => client.GET("/api/v1/flows");

function signedInFor(ms: number): void {
  useSession.setState({
    session: { kind: "user", user, token: { text: "old", until: Date.now() + ms } },
    workspace: null,
  });
}

/** A host that takes the token `new` alone, and counts how often it was asked for it. */
function host(): { refreshes: number; seen: (string | null)[] } {
  const counted = { refreshes: 0, seen: [] as (string | null)[] };
  server.use(
    http.post("*/api/v1/auth/refresh", () => {
      counted.refreshes += 1;
      return HttpResponse.json({ user, access_token: "new", expires_in: 900, session: "s" });
    }),
    http.get("*/api/v1/flows", ({ request }) => {
      counted.seen.push(request.headers.get("x-workspace"));
      if (request.headers.get("authorization") === "Bearer new")
        return HttpResponse.json({ items: [], cursor: null });
      return HttpResponse.json(
        { status: 401, code: "auth.expired", detail: "Over." },
        { status: 401, headers: { "content-type": "application/problem+json" } },
      );
    }),
  );
  return counted;
}

beforeEach(() => signedInFor(600_000));

test("many requests that are refused at once renew the token once, and are sent again", async () => {
  const counted = host();
  await Promise.all(Array.from({ length: 8 }, () => listFlows()));
  expect(counted.refreshes).toBe(1);
  expect(counted.seen).toHaveLength(16);
});

test("a token that is about to end is renewed before it is used", async () => {
  signedInFor(5_000);
  const counted = host();
  await listFlows();
  expect(counted).toMatchObject({ refreshes: 1, seen: [null] });
});

test("a session that cannot be renewed has ended", async () => {
  host();
  server.use(
    http.post("*/api/v1/auth/refresh", () =>
      HttpResponse.json(
        { status: 401, code: "auth.refresh", detail: "Ended." },
        { status: 401, headers: { "content-type": "application/problem+json" } },
      ),
    ),
  );
  await expect(listFlows()).rejects.toMatchObject({ code: "auth.expired" });
  expect(useSession.getState().session).toEqual({ kind: "none", ended: true });
});

test("a host that is out of reach ends no session", async () => {
  signedInFor(5_000);
  server.use(http.post("*/api/v1/auth/refresh", () => HttpResponse.error()));
  await expect(listFlows()).rejects.toMatchObject({ code: "host.unreachable" });
  expect(useSession.getState().session?.kind).toBe("user");
});

test("requests are about the workspace that is looked at", async () => {
  const counted = host();
  chooseWorkspace("ws_team");
  await listFlows();
  expect(counted.seen.at(-1)).toBe("ws_team");
  expect(localStorage.getItem("workspace.u_1")).toBe("ws_team");
});

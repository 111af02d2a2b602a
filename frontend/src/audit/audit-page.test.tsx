import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test, vi } from "vitest";

import { AuditPage } from "@/audit/audit-page";
import { auditSearch } from "@/audit/search";
import { answers } from "@/mocks/answers";
import { shown } from "@/mocks/shown";

const ENTRY = {
  seq: 1,
  at: 0,
  kind: "user",
  actor: "user_1",
  agent: null,
  operation: "flows_save",
  subject: "flow_1",
  address: "127.0.0.1",
  status: 200,
};
const PLACE = { path: "/audit", component: AuditPage, validateSearch: auditSearch };

function open() {
  answers("get", "/api/v1/audit", { items: [ENTRY], cursor: null } as never);
  answers("get", "/api/v1/workspace/members", {
    items: [{ user: "user_1", name: "Ada", email: "ada@example.com", role: "owner" }],
    cursor: null,
  } as never);
  shown("/audit", PLACE);
}

test("a line says who did what by name", async () => {
  open();
  const row = await screen.findByRole("row", { name: /flows_save/ });
  await vi.waitFor(() => expect(row).toHaveTextContent("Ada"));
  expect(row).toHaveTextContent("flow_1");
});

test("a log that was changed is told of, with the line", async () => {
  open();
  answers("get", "/api/v1/audit/verify", {
    ok: false,
    entries: 7,
    head: { seq: 7, hash: "abc" },
    broken: { seq: 3, reason: "It was changed." },
  } as never);
  await userEvent.click(await screen.findByRole("button", { name: "Verify" }));
  expect(await screen.findByText("The log was tampered with")).toBeVisible();
  expect(screen.getByText("Line 3: It was changed.")).toBeVisible();
});

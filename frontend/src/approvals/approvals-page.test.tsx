import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test, vi } from "vitest";

import { ApprovalsPage } from "@/approvals/approvals-page";
import { answers, refuses } from "@/mocks/answers";
import { shown } from "@/mocks/shown";

const PAUSE = {
  token: "p_1",
  workspace: "local",
  run: "r_1",
  node: "ask",
  kind: "approval",
  status: "open",
  until: null,
  created_at: 0,
  flow_name: "Orders",
  request: {
    title: "Order 17",
    message: "Worth **480**.",
    options: [
      { value: "approve", label: "Approve", port: "approved" },
      { value: "reject", label: "Reject", port: "rejected" },
    ],
    form: { type: "object", properties: { centre: { type: "string", title: "Cost centre" } } },
  },
};

function open(items: (typeof PAUSE)[]) {
  answers("get", "/api/v1/approvals", { items, cursor: null });
  shown("/approvals", { path: "/approvals", component: ApprovalsPage });
}

test("an answer goes to the host with comment, name and form", async () => {
  open([PAUSE]);
  const decided = answers("post", "/api/v1/approvals/{token}", {} as never);
  const question = await screen.findByRole("listitem");
  await userEvent.type(await within(question).findByLabelText("Cost centre"), "HC-7");
  await userEvent.type(within(question).getByLabelText("Your name"), "grace");
  await userEvent.type(within(question).getByLabelText("Comment"), "Fine");
  await userEvent.click(within(question).getByRole("button", { name: "Reject" }));
  await vi.waitFor(() => expect(decided).toHaveLength(1));
  expect(decided[0]?.params).toMatchObject({ token: "p_1" });
  expect(decided[0]?.body).toEqual({
    decision: "reject",
    comment: "Fine",
    by: "grace",
    form: { centre: "HC-7" },
  });
});

test("an answer that is refused says why and stays to be changed", async () => {
  open([PAUSE]);
  refuses("post", "/api/v1/approvals/{token}", {
    status: 403,
    code: "approval.not_asked",
    detail: "You are not asked.",
  });
  await userEvent.type(await screen.findByLabelText("Comment"), "Fine");
  await userEvent.click(screen.getByRole("button", { name: "Approve" }));
  expect(await screen.findByRole("alert")).toHaveTextContent("You are not asked.");
  expect(screen.getByLabelText("Comment")).toHaveValue("Fine");
});

test("where nothing waits it says what will", async () => {
  open([]);
  expect(await screen.findByText("Nothing waits for you")).toBeVisible();
});

import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test, vi } from "vitest";

import type { WebhookLine } from "@/api/hooks";
import { answers } from "@/mocks/answers";
import { shown } from "@/mocks/shown";
import { WebhooksPage } from "@/webhooks/webhooks-page";

const LINE: WebhookLine = {
  flow: "flow_1",
  name: "Orders",
  state: "on",
  version: 3,
  url: "http://host/hooks/flow_1/s3cret",
  test_url: "http://host/hooks/test/flow_1/s3cret",
  methods: ["POST"],
  proof: "github",
  last_call_at: 1_000,
  last_run: "r_1",
  captures: 2,
  captured_at: 2_000,
};
const PLACE = { path: "/webhooks", component: WebhooksPage };

function open(...items: WebhookLine[]) {
  const asked = answers("get", "/api/v1/webhooks", { items, cursor: null });
  shown("/webhooks", PLACE);
  return asked;
}

test("a webhook stands with its state, its last call and its address without the secret", async () => {
  open(LINE);
  const row = await screen.findByRole("row", { name: /Orders/ });
  expect(row).toHaveTextContent("POST · proved by github · Version 3");
  expect(within(row).getByText("On")).toBeVisible();
  expect(within(row).getByRole("link", { name: "Orders" })).toHaveAttribute("href", "/flows/flow_1");
  expect(row).not.toHaveTextContent("s3cret");
});

test("the whole address is copied", async () => {
  open(LINE);
  const user = userEvent.setup();
  await user.click(await screen.findByRole("button", { name: "Copy the address of Orders" }));
  expect(await navigator.clipboard.readText()).toBe(LINE.url);
});

test("the secret is changed when that is confirmed, and the list is read again", async () => {
  const listed = open(LINE);
  const rotated = answers("post", "/api/v1/flows/{flow}/webhook/rotate", {} as never);
  await userEvent.click(await screen.findByRole("button", { name: "What can be done with Orders" }));
  await userEvent.click(await screen.findByRole("menuitem", { name: "Change the secret" }));
  await userEvent.click(await screen.findByRole("button", { name: "Change it" }));
  await vi.waitFor(() => expect(rotated[0]?.params).toMatchObject({ flow: "flow_1" }));
  await vi.waitFor(() => expect(listed).toHaveLength(2));
});

test("where there is none it says how to get one", async () => {
  open();
  expect(await screen.findByText("No flow has a webhook yet")).toBeVisible();
});

test("who may not see the addresses is told why, and the host is not asked", async () => {
  shown("/webhooks", PLACE, { webhooks_find: "editor" });
  expect(await screen.findByText(/the role Editor; yours is Viewer/)).toBeVisible();
});

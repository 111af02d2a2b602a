import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test, vi } from "vitest";

import { answers } from "@/mocks/answers";
import { shown } from "@/mocks/shown";
import { NotificationsPage } from "@/notifications/notifications-page";
import { notificationsSearch } from "@/notifications/search";

const PLACE = { path: "/notifications", component: NotificationsPage, validateSearch: notificationsSearch };
const TOLD = {
  id: "n_1",
  kind: "run_failed",
  title: "Prices failed",
  text: "The page is gone.",
  run: "r_1",
  flow: "flow_1",
  read: false,
  count: 1,
  updated_at: 0,
};

test("what happened leads to its run, and is read from then on", async () => {
  answers("get", "/api/v1/notifications", { items: [TOLD], cursor: null } as never);
  const read = answers("post", "/api/v1/notifications/{notification}/read", TOLD as never);
  shown("/notifications", PLACE);
  const link = await screen.findByRole("link", { name: "Prices failed" });
  expect(link).toHaveAttribute("href", "/runs/r_1");
  await userEvent.click(screen.getByRole("button", { name: "Mark as read" }));
  await vi.waitFor(() => expect(read[0]?.params).toMatchObject({ notification: "n_1" }));
});

test("a channel is made for what it is to carry", async () => {
  answers("get", "/api/v1/notifications/channels", { items: [], cursor: null });
  answers("get", "/api/v1/credentials", { items: [], cursor: null });
  const made = answers("post", "/api/v1/notifications/channels", {} as never);
  shown("/notifications?view=channels", PLACE);
  await userEvent.click(await screen.findByRole("button", { name: "New channel" }));
  await userEvent.type(await screen.findByRole("textbox", { name: /Name/ }), "On call");
  await userEvent.click(screen.getByRole("radio", { name: "Webhook" }));
  await userEvent.type(screen.getByRole("textbox", { name: /Address/ }), "https://hooks.example/1");
  await userEvent.click(screen.getByRole("checkbox", { name: "A run failed" }));
  await userEvent.click(screen.getByRole("button", { name: "Save" }));
  await vi.waitFor(() =>
    expect(made[0]?.body).toMatchObject({
      name: "On call",
      via: { kind: "webhook", url: "https://hooks.example/1" },
      kinds: ["run_failed"],
    }),
  );
});

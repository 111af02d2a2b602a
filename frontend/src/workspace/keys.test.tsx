import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";

import { answers, refuses } from "@/mocks/answers";
import { shown } from "@/mocks/shown";
import { Keys } from "@/workspace/keys";

const PLACE = { path: "/keys", component: Keys };

test("a key is made for what it may, and shown once", async () => {
  answers("get", "/api/v1/api-keys", { items: [], cursor: null });
  const made = answers("post", "/api/v1/api-keys", { id: "key_1", key: "fbk_secret" } as never);
  shown("/keys", PLACE);
  await userEvent.click(await screen.findByRole("button", { name: "New key" }));
  await userEvent.click(await screen.findByRole("checkbox", { name: "Data: Read" }));
  await userEvent.type(screen.getByRole("textbox", { name: /Name/ }), "Report{Enter}");
  expect(await screen.findByText("fbk_secret")).toBeVisible();
  expect(made[0]?.body).toMatchObject({
    name: "Report",
    scopes: ["flows:read", "runs:read", "runs:write", "data:read"],
  });
});

test("a key that is refused says why, and the form stays", async () => {
  answers("get", "/api/v1/api-keys", { items: [], cursor: null });
  refuses("post", "/api/v1/api-keys", { status: 409, code: "keys.many", detail: "There are too many keys." });
  shown("/keys", PLACE);
  await userEvent.click(await screen.findByRole("button", { name: "New key" }));
  await userEvent.type(await screen.findByRole("textbox", { name: /Name/ }), "Report{Enter}");
  expect(await screen.findByRole("alert")).toHaveTextContent("There are too many keys.");
  expect(screen.getByRole("textbox", { name: /Name/ })).toHaveValue("Report");
});

test("who may not make keys is told why", async () => {
  answers("get", "/api/v1/api-keys", { items: [], cursor: null });
  shown("/keys", PLACE, { api_keys_create: "operator" });
  expect(await screen.findByRole("button", { name: "New key" })).toHaveAttribute("aria-disabled", "true");
});

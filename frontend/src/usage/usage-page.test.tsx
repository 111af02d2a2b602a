import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";

import { answers, refuses } from "@/mocks/answers";
import { shown } from "@/mocks/shown";
import { UsagePage } from "@/usage/usage-page";

const PLACE = { path: "/usage", component: UsagePage };
const MONTH = { month: "2026-11", used: 120, budget: 500, left: 380 };
const ORDER = {
  id: "o_1",
  pack: "small",
  credits: 1_000,
  cents: 500,
  currency: "EUR",
  provider: "local",
  url: null,
  paid_at: null,
  created_at: 0,
};

function open(account: { counted: boolean; sells: boolean; balance?: number }, refused = {}) {
  answers("get", "/api/v1/credits", { balance: 40, reserved: 10, owed: 0, month: MONTH, ...account });
  answers("get", "/api/v1/credits/usage", { days: [], flows: [] } as never);
  answers("get", "/api/v1/credits/budget", { run: 10, month: 500, low: [100, 20], this_month: MONTH });
  answers("get", "/api/v1/credits/entries", { items: [], cursor: null });
  answers("get", "/api/v1/credits/packs", [{ id: "small", credits: 1_000, cents: 500, currency: "EUR" }]);
  answers("get", "/api/v1/credits/orders", { items: [], cursor: null });
  shown("/usage", PLACE, refused);
}

test("where runs cost nothing there is no balance, and nothing to buy", async () => {
  open({ counted: false, sells: false });
  expect(await screen.findByText(/runs cost nothing/)).toBeVisible();
  expect(screen.getByText("Left of the month's budget")).toBeVisible();
  expect(screen.queryByText("Balance")).toBeNull();
  expect(screen.queryByText("Buy credits")).toBeNull();
});

test("a budget without a limit is saved as none, and what is no amount is left out", async () => {
  open({ counted: true, sells: false });
  const set = answers("put", "/api/v1/credits/budget", {} as never);
  await userEvent.clear(await screen.findByLabelText("A run, at most"));
  const low = screen.getByLabelText("Tell when the balance falls below");
  expect(low).toHaveValue("100, 20");
  await userEvent.clear(low);
  await userEvent.type(low, "50, ten, 5");
  await userEvent.click(screen.getByRole("button", { name: "Save the budget" }));
  expect(await screen.findByText("The budget is set")).toBeVisible();
  expect(set[0]?.body).toEqual({ run: null, month: 500, low: [50, 5] });
});

test("a budget that is refused says why", async () => {
  open({ counted: true, sells: false });
  refuses("put", "/api/v1/credits/budget", { status: 422, code: "budget.low", detail: "It is too low." });
  await userEvent.click(await screen.findByRole("button", { name: "Save the budget" }));
  expect(await screen.findByRole("alert")).toHaveTextContent("It is too low.");
});

test("credits are bought in one order, which is paid only when that is said", async () => {
  open({ counted: true, sells: true });
  const ordered = answers("post", "/api/v1/credits/orders", ORDER as never);
  const paid = answers("post", "/api/v1/credits/orders/{order}/pay", ORDER as never);
  await userEvent.click(await screen.findByRole("button", { name: /Buy 1,000 credits for/ }));
  const dialog = await screen.findByRole("dialog");
  expect(ordered.map((each) => each.body)).toEqual([{ pack: "small" }]);
  expect(paid).toEqual([]);
  await userEvent.click(within(dialog).getByRole("button", { name: "Pay now" }));
  expect(await screen.findByText("1,000 credits were added")).toBeVisible();
  expect(paid[0]?.params).toMatchObject({ order: "o_1" });
});

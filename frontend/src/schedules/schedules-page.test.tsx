import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test, vi } from "vitest";

import type { Schedule } from "@/api/schedules";
import { answers, refuses } from "@/mocks/answers";
import { flowSample } from "@/mocks/samples";
import { shown } from "@/mocks/shown";
import { SchedulesPage } from "@/schedules/schedules-page";
import { schedulesSearch } from "@/schedules/search";

const DAILY = {
  id: "s_1",
  workspace: "local",
  flow: "flow_1",
  name: "Every morning",
  timing: { kind: "cron", expression: "0 9 * * *" },
  timezone: "UTC",
  next_times: [1_900_000_000_000],
  paused: false,
  disabled: null,
  failures: 0,
  last_at: null,
} as unknown as Schedule;

function open(at: string, schedules: Schedule[]) {
  answers("get", "/api/v1/flows", { items: [flowSample()], cursor: null });
  answers("get", "/api/v1/schedules", { items: schedules, cursor: null });
  answers("post", "/api/v1/schedules/preview", { next_times: [1_900_000_000_000] });
  shown(at, { path: "/schedules", component: SchedulesPage, validateSearch: schedulesSearch });
}

test("a schedule's state says why it does not go on, or how often it failed", async () => {
  open("/schedules", [
    DAILY,
    { ...DAILY, id: "s_2", name: "Failing", failures: 3 },
    { ...DAILY, id: "s_3", name: "Given up", disabled: "It failed ten times in a row." },
    { ...DAILY, id: "s_4", name: "Once", next_times: [] },
  ]);
  const state = async (name: string) => screen.findByRole("row", { name: new RegExp(name) });
  expect(await state("Every morning")).toHaveTextContent("Active");
  expect(await state("Failing")).toHaveTextContent("3 failed in a row");
  expect(within(await state("Given up")).getByTitle("It failed ten times in a row.")).toBeVisible();
  expect(await state("Once")).toHaveTextContent("Over");
});

test("what was disabled goes on when that is asked for", async () => {
  open("/schedules", [{ ...DAILY, disabled: "It failed ten times in a row." }]);
  const went = answers("post", "/api/v1/schedules/{schedule}/go-on", DAILY);
  await userEvent.click(await screen.findByRole("button", { name: "What can be done with Every morning" }));
  await userEvent.click(await screen.findByRole("menuitem", { name: "Go on" }));
  await vi.waitFor(() => expect(went[0]?.params).toMatchObject({ schedule: "s_1" }));
});

test("a schedule is made for the flow of the address, and one that is refused says why", async () => {
  open("/schedules?create=flow_1", []);
  const dialog = await screen.findByRole("dialog");
  refuses("post", "/api/v1/schedules", {
    status: 409,
    code: "schedules.many",
    detail: "There are too many.",
  });
  const save = within(dialog).getByRole("button", { name: "Save" });
  await userEvent.click(save);
  expect(await within(dialog).findByRole("alert")).toHaveTextContent("There are too many.");
  const made = answers("post", "/api/v1/schedules", DAILY);
  await userEvent.click(save);
  expect(await screen.findByText("The flow is scheduled")).toBeVisible();
  expect(made[0]?.body).toMatchObject({
    flow: "flow_1",
    spec: { timing: { kind: "cron", expression: "0 9 * * *" } },
  });
});

test("a changed schedule keeps what the form does not show", async () => {
  open("/schedules", [{ ...DAILY, input: { shop: "north" }, disable_after: 7 }]);
  const changed = answers("put", "/api/v1/schedules/{schedule}", DAILY);
  await userEvent.click(await screen.findByRole("button", { name: "What can be done with Every morning" }));
  await userEvent.click(await screen.findByRole("menuitem", { name: "Change" }));
  await userEvent.click(await screen.findByRole("button", { name: "Save" }));
  await vi.waitFor(() =>
    expect(changed[0]?.body).toMatchObject({ spec: { input: { shop: "north" }, disable_after: 7 } }),
  );
});

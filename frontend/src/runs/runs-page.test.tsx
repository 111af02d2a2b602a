import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test, vi } from "vitest";

import { answers, refuses } from "@/mocks/answers";
import { flowSample, runSample } from "@/mocks/samples";
import { shown } from "@/mocks/shown";
import { RunsPage } from "@/runs/runs-page";
import { runsSearch } from "@/runs/search";

const RUNS = [
  runSample({ id: "r_going", status: "running", finished_at: null }),
  runSample({ id: "r_bad", status: "failed", error: { code: "page.gone", message: "The page is gone" } }),
  runSample({ id: "r_good" }),
];

function open(at: string, runs = RUNS) {
  answers("get", "/api/v1/flows", { items: [flowSample()], cursor: null });
  const asked = answers("get", "/api/v1/runs", { items: runs, cursor: null });
  return { asked, router: shown(at, { path: "/runs", component: RunsPage, validateSearch: runsSearch }) };
}

test("filters are in the address, and the host is asked for what they say", async () => {
  const { asked, router } = open("/runs?trigger=schedule");
  await userEvent.click(await screen.findByRole("radio", { name: "Failed" }));
  await vi.waitFor(() => expect(asked.at(-1)?.query.getAll("status")).toEqual(["failed", "timed_out"]));
  expect(asked.at(-1)?.query.get("trigger")).toBe("schedule");
  expect(router.state.location.search).toEqual({ trigger: "schedule", status: "failed,timed_out" });
  await userEvent.click(screen.getByRole("button", { name: "Clear filters" }));
  await vi.waitFor(() => expect(router.state.location.search).toEqual({}));
});

test("what is done with several runs is done with those it fits", async () => {
  open("/runs");
  const canceled = answers("post", "/api/v1/runs/{run}/cancel", runSample());
  const resumed = answers("post", "/api/v1/runs/{run}/resume", runSample());
  const again = answers("post", "/api/v1/runs/{run}/retry", runSample());
  await userEvent.click(await screen.findByRole("checkbox", { name: "Select all" }));
  await userEvent.click(screen.getByRole("button", { name: "Cancel 1" }));
  await userEvent.click(screen.getByRole("button", { name: "Resume 1" }));
  await userEvent.click(screen.getByRole("button", { name: "Run 2 again" }));
  const ids = (asked: { params: Record<string, string> }[]) => asked.map((each) => each.params.run);
  await vi.waitFor(() => expect(ids(again)).toEqual(["r_bad", "r_good"]));
  expect(ids(canceled)).toEqual(["r_going"]);
  expect(ids(resumed)).toEqual(["r_bad"]);
});

test("a failed run says why, and two of them can be compared", async () => {
  open("/runs");
  const [, bad, good] = await screen.findAllByRole("listitem");
  expect(bad).toHaveTextContent("The page is gone");
  for (const row of [bad, good]) await userEvent.click(within(row as HTMLElement).getByRole("checkbox"));
  expect(screen.getByRole("link", { name: "Compare" })).toHaveAttribute("href", "/runs/r_good/compare/r_bad");
});

test("all failed runs of a list are started again, once", async () => {
  open("/runs?status=failed,timed_out&flow=flow_1");
  const again = answers("post", "/api/v1/runs/again", {
    items: [{ run: "r_bad", started: "r_new", code: null, message: null }],
  });
  await userEvent.click(await screen.findByRole("button", { name: "Run all again" }));
  const dialog = await screen.findByRole("dialog");
  await userEvent.click(within(dialog).getByRole("button", { name: "Run all again" }));
  expect(await screen.findByText("1 run was started again")).toBeVisible();
  expect(again.map((each) => each.body)).toEqual([
    { flow: "flow_1", resume: true, newest: false, limit: 1_000 },
  ]);
});

test("nothing has run, nothing fits and no answer are told apart", async () => {
  const { router } = open("/runs", []);
  expect(await screen.findByText("Nothing has run yet")).toBeVisible();
  await router.navigate({ to: "/runs", search: { q: "x" } } as never);
  expect(await screen.findByText("No run fits")).toBeVisible();
  refuses("get", "/api/v1/runs", {
    status: 503,
    code: "store.busy",
    detail: "The store is busy.",
    hint: "Wait.",
  });
  await router.navigate({ to: "/runs", search: { q: "y" } } as never);
  expect(await screen.findByRole("alert")).toHaveTextContent("The store is busy.Wait.");
});

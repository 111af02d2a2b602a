import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test, vi } from "vitest";

import type { Canary } from "@/api/canaries";
import { CanaryStatus } from "@/editor/panels/canary-status";
import { answers } from "@/mocks/answers";
import { flowSample } from "@/mocks/samples";
import { shown } from "@/mocks/shown";

function open(change: Partial<Canary> = {}) {
  const canary: Canary = {
    percent: 10,
    failures: 3,
    successes: null,
    hours: 24,
    version: 4,
    stable: 3,
    since: 0,
    until: Date.now() + 2 * 3_600_000 + 30_000,
    tried: { succeeded: 5, failed: 1 },
    others: { succeeded: 40, failed: 0 },
    ...change,
  };
  shown("/", { path: "/", component: () => <CanaryStatus flow="flow_1" canary={canary} /> });
}

test("it says how both versions do and how long still", async () => {
  open();
  const section = await screen.findByRole("region", { name: "Version 4 is tried out" });
  expect(section).toHaveTextContent("For all runs in 2 h, unless it fails. Taken back after 3 failed runs.");
  expect(section).toHaveTextContent("Version 410 % of the runs6 runs · 1 of 3 failed");
  expect(section).toHaveTextContent("Version 390 % of the runs40 runs · 0 failed");
});

test.each([
  ["For all runs", "promote"],
  ["Take back", "withdraw"],
] as const)("%s asks first", async (name, how) => {
  const ended = answers("post", `/api/v1/flows/{flow}/canary/${how}`, flowSample() as never);
  open({ until: null });
  expect(await screen.findByText(/^Until somebody decides\./)).toBeVisible();
  await userEvent.click(screen.getByRole("button", { name }));
  expect(ended).toHaveLength(0);
  await userEvent.click(within(await screen.findByRole("dialog")).getByRole("button", { name }));
  await vi.waitFor(() => expect(ended).toHaveLength(1));
});

import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test, vi } from "vitest";

import { FlowsPage } from "@/flows/flows-page";
import { flowsSearch } from "@/flows/search";
import { answers } from "@/mocks/answers";
import { flowSample } from "@/mocks/samples";
import { shown } from "@/mocks/shown";

const FLOWS = [
  flowSample({ id: "flow_1", name: "Prices", folder: "Shop", tags: ["daily"], version: 2 }),
  flowSample({ id: "flow_2", name: "Leads" }),
];

function open(at: string, items = FLOWS) {
  const asked = answers("get", "/api/v1/flows", { items, cursor: null });
  return { asked, router: shown(at, { path: "/flows", component: FlowsPage, validateSearch: flowsSearch }) };
}

test("a flow shows its name, tags and version, and leads to its drawing", async () => {
  open("/flows");
  const [prices, leads] = await screen.findAllByRole("listitem");
  expect(within(prices as HTMLElement).getByRole("link", { name: "Prices" })).toHaveAttribute(
    "href",
    "/flows/flow_1",
  );
  expect(prices).toHaveTextContent("daily");
  expect(prices).toHaveTextContent("Version 2");
  expect(leads).toHaveTextContent("Draft");
});

test("a folder and a search are in the address", async () => {
  const { asked, router } = open("/flows");
  await userEvent.click(await screen.findByRole("link", { name: /Shop/ }));
  await vi.waitFor(() => expect(asked.at(-1)?.query.get("folder")).toBe("Shop"));
  await userEvent.type(screen.getByRole("searchbox"), "pri");
  await vi.waitFor(() => expect(router.state.location.search).toEqual({ folder: "Shop", q: "pri" }));
});

test("a new flow is made once and opened", async () => {
  const { router } = open("/flows", []);
  const made = answers("post", "/api/v1/flows", flowSample({ id: "flow_new" }) as never);
  await userEvent.click((await screen.findAllByRole("button", { name: "New flow" }))[0] as HTMLElement);
  await vi.waitFor(() => expect(router.state.location.pathname).toBe("/flows/flow_new"));
  expect(made).toHaveLength(1);
});

test("flows that are deleted for good are asked about first", async () => {
  open("/flows?trash=true", [flowSample({ deleted_at: 5 })]);
  const restored = answers("post", "/api/v1/flows/{flow}/restore", flowSample() as never);
  await userEvent.click(await screen.findByRole("checkbox", { name: "Select Prices" }));
  await userEvent.click(screen.getByRole("button", { name: "Restore" }));
  await vi.waitFor(() => expect(restored).toHaveLength(1));
});

import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test, vi } from "vitest";

import type { Template } from "@/api/templates";
import { answers } from "@/mocks/answers";
import { flowSample } from "@/mocks/samples";
import { shown } from "@/mocks/shown";
import { templatesSearch } from "@/templates/search";
import { TemplatesPage } from "@/templates/templates-page";

const WATCH: Template = {
  id: "price-watch",
  title: "Price watch",
  summary: "Tells when a price falls.",
  description: "Reads a shop.",
  outcome: "A table of prices.",
  category: "monitor",
  tags: ["shop"],
  node_types: ["browser.open"],
  nodes: 4,
  origin: "bundled",
  picture: null,
  input: null,
  rev: 1,
  created_at: 0,
  updated_at: 0,
};

function open(at: string, ...items: Template[]) {
  const asked = answers("get", "/api/v1/templates", { items, cursor: null });
  const router = shown(at, { path: "/templates", component: TemplatesPage, validateSearch: templatesSearch });
  return { asked, router };
}

test("two clicks on a template make one flow, which is opened", async () => {
  const { router } = open("/templates", WATCH);
  const used = answers("post", "/api/v1/templates/{template}/use", flowSample() as never);
  const use = await screen.findByRole("button", { name: "Use Price watch" });
  await userEvent.dblClick(use);
  await vi.waitFor(() => expect(router.state.location.pathname).toBe("/flows/flow_1"));
  expect(used.map((each) => each.params.template)).toEqual(["price-watch"]);
});

test("a category is in the address and asked for, and taken back by a second click", async () => {
  const { asked, router } = open("/templates", WATCH);
  const chip = await screen.findByRole("button", { name: "Watch" });
  await userEvent.click(chip);
  await vi.waitFor(() => expect(asked.at(-1)?.query.get("category")).toBe("monitor"));
  expect(chip).toHaveAttribute("aria-pressed", "true");
  await userEvent.click(chip);
  await vi.waitFor(() => expect(router.state.location.search).toEqual({}));
});

test("a template is looked at before it is used", async () => {
  open("/templates?open=price-watch", WATCH);
  answers("get", "/api/v1/templates/{template}", { ...WATCH, document: {} } as never);
  answers("get", "/api/v1/nodes", { items: [] } as never);
  const dialog = await screen.findByRole("dialog", { name: "Price watch" });
  expect(within(dialog).getByText("A table of prices.")).toBeVisible();
  expect(within(dialog).getByText("4 nodes")).toBeVisible();
  const used = answers("post", "/api/v1/templates/{template}/use", flowSample() as never);
  await userEvent.click(within(dialog).getByRole("button", { name: "Use this template" }));
  await vi.waitFor(() => expect(used).toHaveLength(1));
});

test("nothing that fits and nothing of one's own are told apart", async () => {
  const { router } = open("/templates?q=zzz");
  expect(await screen.findByText("No template fits")).toBeVisible();
  await router.navigate({ to: "/templates", search: { shelf: "own" } } as never);
  expect(await screen.findByText("No templates of your own yet")).toBeVisible();
});

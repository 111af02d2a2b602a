import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test, vi } from "vitest";

import { DatasetPage } from "@/datasets/dataset-page";
import { DatasetsPage } from "@/datasets/datasets-page";
import { datasetSearch, datasetsSearch } from "@/datasets/search";
import { answers, refuses } from "@/mocks/answers";
import { shown } from "@/mocks/shown";

const LIST = { path: "/datasets", component: DatasetsPage, validateSearch: datasetsSearch };

async function dialog() {
  await userEvent.click((await screen.findAllByRole("button", { name: "Import" }))[0] as HTMLElement);
  return within(await screen.findByRole("dialog"));
}

test.each([
  ["sku,price\nA-1,9", { csv: "sku,price\nA-1,9" }],
  ['{"sku": "A-1"}\n{"sku": "A-2"}', { jsonl: '{"sku": "A-1"}\n{"sku": "A-2"}' }],
  ['[{"sku": "A-1"}]', { rows: [{ sku: "A-1" }] }],
])("%j is sent as what it is, under its file's name", async (text, body) => {
  answers("get", "/api/v1/datasets", { items: [], cursor: null });
  const sent = answers("post", "/api/v1/datasets/{name}/import", {
    added: 1,
    updated: 2,
    unchanged: 0,
    total: 3,
  });
  const router = shown("/datasets", LIST);
  const form = await dialog();
  await userEvent.upload(form.getByLabelText("File"), new File([text], "prices.txt"), { applyAccept: false });
  await vi.waitFor(() => expect(form.getByLabelText(/^Name/)).toHaveValue("prices"));
  await userEvent.type(form.getByLabelText("Key columns"), "sku, shop");
  await userEvent.click(form.getByRole("button", { name: "Import" }));
  expect(await screen.findByText("1 added, 2 changed, 0 as they were")).toBeVisible();
  expect(sent[0]).toMatchObject({ params: { name: "prices" }, body: { ...body, key: ["sku", "shop"] } });
  await vi.waitFor(() => expect(router.state.location.pathname).toBe("/datasets/prices"));
});

test("rows that are refused say where they are wrong, and the form stays", async () => {
  answers("get", "/api/v1/datasets", { items: [], cursor: null });
  refuses("post", "/api/v1/datasets/{name}/import", {
    status: 422,
    code: "datasets.row",
    detail: "Line 3 has two columns.",
  });
  shown("/datasets", LIST);
  const form = await dialog();
  await userEvent.type(form.getByLabelText(/^Name/), "prices");
  await userEvent.type(form.getByLabelText("Or text"), "a,b");
  await userEvent.click(form.getByRole("button", { name: "Import" }));
  expect(await form.findByRole("alert")).toHaveTextContent("Line 3 has two columns.");
  expect(form.getByLabelText("Or text")).toHaveValue("a,b");
});

test("conditions are in the address; the host is asked for rows that meet all of them", async () => {
  answers("get", "/api/v1/datasets/{name}/schema", {
    columns: [{ name: "sku" }, { name: "price" }],
    total: 1,
  } as never);
  const asked = answers("get", "/api/v1/datasets/{name}", {
    name: "prices",
    columns: ["sku", "price"],
    rows: [{ sku: "A-1", price: 9 }],
    numbers: [0],
    total: 1,
  });
  const router = shown("/datasets/prices?where=price:less:10", {
    path: "/datasets/$name",
    component: DatasetPage,
    validateSearch: datasetSearch,
  });
  await userEvent.click(await screen.findByRole("button", { name: "Filter" }));
  await userEvent.type(await screen.findByRole("textbox", { name: "Value" }), "A-1{Enter}");
  await vi.waitFor(() =>
    expect(asked.at(-1)?.query.getAll("where")).toEqual(["price:less:10", "sku:equals:A-1"]),
  );
  expect(router.state.location.search).toEqual({ where: "price:less:10\nsku:equals:A-1" });
  await userEvent.click(screen.getByRole("button", { name: /price less than 10/ }));
  await vi.waitFor(() => expect(asked.at(-1)?.query.getAll("where")).toEqual(["sku:equals:A-1"]));
});

import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";

import type { Credential, CredentialType } from "@/api/credentials";
import { CredentialsPage } from "@/credentials/credentials-page";
import { credentialsSearch } from "@/credentials/search";
import { answers, refuses } from "@/mocks/answers";
import { shown } from "@/mocks/shown";

const BEARER: CredentialType = {
  id: "bearer",
  title: "Bearer token",
  help: "A token in the header.",
  icon: "key",
  test: "",
  test_url: false,
  untested: "",
  schema: {
    type: "object",
    properties: { token: { type: "string", title: "Token", format: "password", "x-secret": true } },
    required: ["token"],
  },
};
const KEPT = {
  id: "c_1",
  workspace: "local",
  name: "Shop",
  type: "bearer",
  fields: ["token"],
  values: {},
  problem: null,
  test: null,
  last_used_at: null,
  rotated_at: 1_000,
  rotate_days: null,
} as unknown as Credential;

function open(...kept: Credential[]) {
  const all = [...kept];
  answers("get", "/api/v1/credential-types", { items: [BEARER] } as never);
  answers("get", "/api/v1/credentials", () => ({ items: all, cursor: null }));
  answers("get", "/api/v1/credentials/{credential}/users", { items: [] });
  const router = shown("/credentials", {
    path: "/credentials",
    component: CredentialsPage,
    validateSearch: credentialsSearch,
  });
  return { all, router };
}

async function fill(token: string) {
  await userEvent.click((await screen.findAllByRole("button", { name: "New credential" }))[0] as HTMLElement);
  await userEvent.click(await screen.findByRole("button", { name: /Bearer token/ }));
  const field = await screen.findByLabelText(/^Token/);
  await userEvent.type(field, token);
  return field;
}

test("a secret is hidden as it is typed, sent once, and nowhere on the page afterwards", async () => {
  const { all, router } = open();
  const made = answers("post", "/api/v1/credentials", () => {
    all.push(KEPT);
    return KEPT;
  });
  expect(await fill("tok-5ecret")).toHaveAttribute("type", "password");
  await userEvent.click(screen.getByRole("button", { name: "Save" }));
  expect(await screen.findByRole("dialog", { name: /Shop/ })).toBeVisible();
  expect(made.map((each) => each.body)).toEqual([
    { name: "Bearer token", type: "bearer", fields: { token: "tok-5ecret" }, rotate_days: null },
  ]);
  expect(router.state.location.search).toEqual({ open: "c_1" });
  expect(document.documentElement.outerHTML).not.toContain("5ecret");
  expect(screen.queryByDisplayValue(/5ecret/)).toBeNull();
});

test("a refused credential says why, and what was typed stays", async () => {
  open();
  refuses("post", "/api/v1/credentials", {
    status: 409,
    code: "credentials.name",
    detail: "The name is taken.",
  });
  const field = await fill("tok-1");
  await userEvent.click(screen.getByRole("button", { name: "Save" }));
  expect(await screen.findByRole("alert")).toHaveTextContent("The name is taken.");
  expect(field).toHaveValue("tok-1");
});

test("a credential's state is what is most urgent about it", async () => {
  const tested = { at: 0, status: "ok", message: "" };
  open(
    { ...KEPT, id: "c_2", name: "Broken", problem: "It cannot be opened.", test: tested } as Credential,
    { ...KEPT, id: "c_3", name: "Old", rotate_days: 1, test: tested } as Credential,
    {
      ...KEPT,
      id: "c_4",
      name: "Refused",
      test: { ...tested, status: "failed", message: "401" },
    },
    { ...KEPT, id: "c_5", name: "Fine", test: tested } as Credential,
  );
  const row = (name: string) => screen.getByRole("row", { name: new RegExp(name) });
  expect(within(await screen.findByRole("row", { name: /Broken/ })).getByText("Does not work")).toBeVisible();
  expect(row("Old")).toHaveTextContent("New secrets due");
  expect(within(row("Refused")).getByTitle("401")).toHaveTextContent("Test failed");
  expect(row("Fine")).toHaveTextContent("Works");
});

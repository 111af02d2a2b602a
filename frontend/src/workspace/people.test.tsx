import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test, vi } from "vitest";

import { answers, refuses } from "@/mocks/answers";
import { shown } from "@/mocks/shown";
import { People } from "@/workspace/people";

const PLACE = { path: "/people", component: People };
const ADA = { user: "u_ada", name: "Ada", email: "ada@example.com", role: "owner" } as const;
const BOB = { user: "u_bob", name: "Bob", email: "bob@example.com", role: "viewer" } as const;
const ASKED = {
  id: "i_1",
  workspace: "team",
  email: "cy@example.com",
  role: "editor",
  expires_at: 1_900_000_000_000,
};

function open(kind: "team" | "personal" = "team", refused = {}) {
  answers("get", "/api/v1/workspace", { id: "team", kind, name: "Shop", role: "owner" });
  answers("get", "/api/v1/workspace/members", { items: [ADA, BOB] });
  answers("get", "/api/v1/workspace/invitations", { items: [ASKED], cursor: null } as never);
  shown("/people", PLACE, refused);
}

test("somebody is invited to look on at first, and the form is empty for the next", async () => {
  open();
  const invited = answers("post", "/api/v1/workspace/invitations", ASKED as never);
  const mail = await screen.findByRole("textbox", { name: "E-mail" });
  await userEvent.type(mail, "dee@example.com{Enter}");
  expect(await screen.findByText("dee@example.com is invited")).toBeVisible();
  expect(invited[0]?.body).toEqual({ email: "dee@example.com", role: "viewer" });
  expect(mail).toHaveValue("");
});

test("an invitation that is refused says why at the address", async () => {
  open();
  refuses("post", "/api/v1/workspace/invitations", {
    status: 409,
    code: "invitations.member",
    detail: "Bob is a member.",
    hint: "Change the role instead.",
  });
  const mail = await screen.findByRole("textbox", { name: "E-mail" });
  await userEvent.type(mail, "bob@example.com{Enter}");
  await vi.waitFor(() =>
    expect(mail).toHaveAccessibleDescription("Bob is a member. Change the role instead."),
  );
  expect(mail).toHaveValue("bob@example.com");
});

test("a member's role is changed; the owner's is not to be changed here", async () => {
  open();
  const changed = answers("patch", "/api/v1/workspace/members/{user}", { ...BOB, role: "admin" });
  await userEvent.click(await screen.findByRole("combobox", { name: "Role of Bob" }));
  await userEvent.click(await screen.findByRole("option", { name: "Admin" }));
  await vi.waitFor(() =>
    expect(changed[0]).toMatchObject({ params: { user: "u_bob" }, body: { role: "admin" } }),
  );
  const owner = screen.getByRole("row", { name: /Ada/ });
  expect(within(owner).queryByRole("combobox")).toBeNull();
  expect(within(owner).queryByRole("button", { name: "Remove" })).toBeNull();
});

test("a member is removed only when that is confirmed", async () => {
  open();
  const removed = answers("delete", "/api/v1/workspace/members/{user}", null as never);
  const remove = await screen.findByRole("button", { name: "Remove" });
  await userEvent.click(remove);
  await userEvent.click(await screen.findByRole("button", { name: "Cancel" }));
  expect(removed).toEqual([]);
  await userEvent.click(remove);
  const dialog = await screen.findByRole("dialog");
  await userEvent.click(within(dialog).getByRole("button", { name: "Remove" }));
  await vi.waitFor(() => expect(removed[0]?.params).toMatchObject({ user: "u_bob" }));
});

test("a viewer sees who is there, and no way to change it; a personal workspace invites nobody", async () => {
  open("personal", {
    workspaces_change_member: "admin",
    workspaces_remove_member: "admin",
    workspaces_find_invitations: "admin",
  });
  expect(await screen.findByRole("row", { name: /Bob/ })).toHaveTextContent("Viewer");
  expect(screen.queryByRole("combobox")).toBeNull();
  expect(screen.getByText(/personal workspace/)).toBeVisible();
  expect(screen.queryByRole("button", { name: "Invite" })).toBeNull();
});

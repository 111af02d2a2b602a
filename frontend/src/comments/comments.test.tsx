import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test, vi } from "vitest";

import type { Comment } from "@/api/comments";
import { Comments } from "@/comments/comments";
import { answers, refuses } from "@/mocks/answers";
import { shown } from "@/mocks/shown";

const SAID: Comment = {
  id: "m_1",
  workspace: "local",
  flow: "flow_1",
  node: "n1",
  thread: null,
  text: "Why twice?",
  author: { id: "u_bob" } as Comment["author"],
  mentions: [],
  replies: 1,
  created_at: 0,
  edited_at: null,
  resolved_at: null,
  resolved_by: null,
  rev: 1,
};
const BOB = { user: "u_bob", name: "Bob Ross", email: "bob@example.com", role: "editor" } as const;
const PATH = "/api/v1/flows/{flow}/comments";

function open(comments: Comment[], node?: string) {
  answers("get", PATH, { items: comments, cursor: null });
  answers("get", "/api/v1/workspace/members", { items: [BOB] });
  const page = () => <Comments flow="flow_1" node={node} nameOf={(id) => `Node ${id}`} />;
  shown("/comments", { path: "/comments", component: page });
}

test("somebody is mentioned by name and told by id", async () => {
  open([]);
  const written = answers("post", PATH, SAID);
  const box = await screen.findByRole("textbox", { name: "Comment" });
  await userEvent.type(box, "Look, @bo");
  await userEvent.click(await screen.findByRole("button", { name: "@Bob Ross" }));
  await userEvent.click(screen.getByRole("button", { name: "Comment" }));
  await vi.waitFor(() =>
    expect(written[0]?.body).toMatchObject({ text: "Look, @Bob Ross", mentions: ["u_bob"], node: null }),
  );
  await vi.waitFor(() => expect(box).toHaveValue(""));
});

test("what the host refuses stays in the box with the reason", async () => {
  open([]);
  refuses("post", PATH, { status: 409, code: "comments.many", detail: "There are too many comments." });
  const box = await screen.findByRole("textbox", { name: "Comment" });
  await userEvent.type(box, "Hello");
  await userEvent.click(screen.getByRole("button", { name: "Comment" }));
  expect(await screen.findByRole("alert")).toHaveTextContent("There are too many comments.");
  expect(box).toHaveValue("Hello");
});

test("an answer goes to its thread, and a thread is resolved as a whole", async () => {
  open([
    SAID,
    { ...SAID, id: "m_2", thread: "m_1", text: "It is a retry.", author: { id: "local" } as never },
  ]);
  const written = answers("post", PATH, SAID);
  const resolved = answers("post", "/api/v1/flows/{flow}/comments/{comment}/resolve", SAID);
  expect(await screen.findByText("It is a retry.")).toBeVisible();
  expect(screen.getByText("Node n1")).toBeVisible();
  await userEvent.click(screen.getByRole("button", { name: "Answer" }));
  const box = await screen.findByRole("textbox", { name: "Answer" });
  await userEvent.type(box, "Thanks{Control>}{Enter}{/Control}");
  await vi.waitFor(() => expect(written[0]?.body).toMatchObject({ text: "Thanks", thread: "m_1" }));
  await userEvent.click(screen.getByRole("button", { name: "Resolve" }));
  await vi.waitFor(() => expect(resolved[0]?.params).toMatchObject({ flow: "flow_1", comment: "m_1" }));
});

test("a node shows its own threads, and what was resolved only when asked for", async () => {
  open(
    [
      SAID,
      { ...SAID, id: "m_3", node: "n2", text: "Elsewhere" },
      { ...SAID, id: "m_4", text: "Long settled", resolved_at: 1, resolved_by: "u_bob" },
    ],
    "n1",
  );
  expect(await screen.findByText("Why twice?")).toBeVisible();
  expect(screen.queryByText("Elsewhere")).toBeNull();
  expect(screen.queryByText("Long settled")).toBeNull();
  await userEvent.click(screen.getByRole("radio", { name: "Resolved" }));
  expect(await screen.findByText("Long settled")).toBeVisible();
});

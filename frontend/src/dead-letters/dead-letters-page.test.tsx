import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test, vi } from "vitest";

import type { DeadLetter } from "@/api/dead-letters";
import { DeadLettersPage } from "@/dead-letters/dead-letters-page";
import { deadLettersSearch } from "@/dead-letters/search";
import { answers } from "@/mocks/answers";
import { runSample } from "@/mocks/samples";
import { shown } from "@/mocks/shown";

const LETTER = {
  id: "dl_1",
  kind: "webhook",
  flow: "flow_1",
  flow_name: "Orders",
  trigger: "webhook",
  error: { code: "input.schema", message: "It does not fit.", hint: "Send a number." },
  attempts: 1,
  buried_at: 0,
  tried_at: 0,
  redriven_at: null,
  run: null,
} as unknown as DeadLetter;
const PLACE = { path: "/dead-letters", component: DeadLettersPage, validateSearch: deadLettersSearch };

test("a start that was lost says why, and is sent again from what it holds", async () => {
  answers("get", "/api/v1/dead-letters", { items: [LETTER], cursor: null });
  answers("get", "/api/v1/dead-letters/{letter}", { ...LETTER, input: { limit: "x" } } as never);
  const sent = answers("post", "/api/v1/dead-letters/{letter}/redrive", runSample() as never);
  shown("/dead-letters", PLACE);
  await userEvent.click(await screen.findByRole("button", { name: /Orders/ }));
  const dialog = await screen.findByRole("dialog", { name: "Orders" });
  await vi.waitFor(() => expect(dialog).toHaveTextContent("Send a number."));
  expect(dialog).toHaveTextContent("Tried once");
  await userEvent.click(screen.getByRole("button", { name: "Send again" }));
  await vi.waitFor(() => expect(sent[0]?.params).toMatchObject({ letter: "dl_1" }));
});

test("where nothing was lost it says what would be kept", async () => {
  answers("get", "/api/v1/dead-letters", { items: [], cursor: null });
  shown("/dead-letters", PLACE);
  expect(await screen.findByText("No start was lost")).toBeVisible();
});

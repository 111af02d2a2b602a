import { expect, test } from "vitest";

import { connects, dueAt } from "@/credentials/fields";

test("a reminder is due so many days after the last secrets", () => {
  expect(dueAt({ rotated_at: 1_000, rotate_days: 2 })).toBe(1_000 + 2 * 86_400_000);
  expect(dueAt({ rotated_at: 1_000, rotate_days: null })).toBeNull();
});

test("only access in somebody's name asks them", () => {
  expect(connects({ type: "oauth2", values: { grant: "authorization_code" } })).toBe(true);
  expect(connects({ type: "oauth2", values: {} })).toBe(false);
});

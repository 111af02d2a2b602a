import { expect, test } from "vitest";

import { beginsMention, mentionsIn, withMention } from "@/comments/mentions";

const PEOPLE = [
  { id: "user_1", name: "Ada Lovelace" },
  { id: "user_2", name: "Grace" },
];

test("a mention begins with an @ at the begin of a word", () => {
  expect(beginsMention("look, @Ad")).toBe("Ad");
  expect(beginsMention("@")).toBe("");
  expect(beginsMention("ada@exa")).toBeNull();
  expect(beginsMention("@Ada is")).toBeNull();
});

test("the name is written in full and found again", () => {
  const text = withMention("look, @Ad", "Ada Lovelace");
  expect(text).toBe("look, @Ada Lovelace ");
  expect(mentionsIn(text, PEOPLE)).toEqual(["user_1"]);
  expect(mentionsIn("nobody", PEOPLE)).toEqual([]);
});

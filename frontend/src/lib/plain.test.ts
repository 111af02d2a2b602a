import { expect, test } from "vitest";

import { plain } from "@/lib/plain";

test.each([
  ["Order **A-1** is __large__", "Order A-1 is large"],
  ["# Look at [the order](https://shop.example/1)", "Look at the order"],
  ["`a_b` * 2 is snake_case", "a_b * 2 is snake_case"],
  ["![a lamp](lamp.png) first", "a lamp first"],
])("%s is said as %s", (markdown, said) => {
  expect(plain(markdown)).toBe(said);
});

import { expect, test } from "vitest";

import type { FlowDocument } from "@/api/types";
import { fingerprint, sameDocument } from "@/flow/same";

const mine: FlowDocument = {
  schema: 1,
  name: "Prices",
  nodes: [{ id: "a", key: "a", type: "data.set_fields", position: { x: 0, y: 8 }, config: { text: "" } }],
  edges: [],
};

test("the order of fields and what is left empty make no difference", () => {
  const theirs: FlowDocument = {
    name: "Prices",
    description: "",
    nodes: [
      {
        key: "a",
        id: "a",
        position: { y: 8 },
        type: "data.set_fields",
        config: { text: "" },
        disabled: false,
      },
    ],
    schema: 1,
  };
  expect(sameDocument(mine, theirs)).toBe(true);
  expect(fingerprint(mine)).toBe(fingerprint(theirs));
});

test.each([
  ["a setting", { ...mine.nodes?.[0], config: {} }],
  ["a place", { ...mine.nodes?.[0], position: { x: 1, y: 8 } }],
])("%s makes one", (_, node) => {
  const other = { ...mine, nodes: [node as NonNullable<FlowDocument["nodes"]>[number]] };
  expect(sameDocument(mine, other)).toBe(false);
  expect(fingerprint(mine)).not.toBe(fingerprint(other));
});

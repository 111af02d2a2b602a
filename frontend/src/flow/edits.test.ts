import fc from "fast-check";
import { expect, test } from "vitest";

import type { FlowDocument, NodeType } from "@/api/types";
import { copyText, paste, readClip, withInputOf } from "@/flow/clipboard";
import { whyNot } from "@/flow/connect";
import { growToFit } from "@/flow/containers";
import { type Catalogue, edgeKey, nodesOf, takenIds } from "@/flow/document";
import { align } from "@/flow/align";
import {
  addNode,
  addNote,
  connect,
  disconnect,
  insertOnEdge,
  moveNodes,
  patchNode,
  patchNote,
  removeNodes,
  removeNotes,
  renameKey,
  reparent,
  replaceText,
  resizeNode,
} from "@/flow/edits";
import { addGroup, moveElements, patchGroup, removeGroups } from "@/flow/groups";
import { beginHistory, current, jump, record, redo, undo } from "@/flow/history";
import { arranged } from "@/flow/arrange";
import { needsArranging } from "@/flow/layout";
import { stepsBefore, variablesFor } from "@/flow/variables";

const catalogue: Catalogue = new Map(
  (
    [
      ["trigger.manual", ["out"]],
      ["data.map", ["out"]],
      ["core.loop", ["out"]],
      ["core.try", ["out", "error"]],
      ["core.condition", ["true", "false"]],
    ] as const
  ).map(([id, ports]) => [id, { id, title: id, ports } as unknown as NodeType]),
);
const TYPES = ["data.map", "core.loop", "core.try", "core.condition"];

const small: FlowDocument = {
  schema: 1,
  name: "Small",
  nodes: [
    { id: "start", key: "start", type: "trigger.manual", position: { x: 0, y: 0 } },
    {
      id: "rows",
      key: "rows",
      type: "data.map",
      position: { x: 300, y: 0 },
      config: { items: "{{ input.rows }}" },
    },
    {
      id: "each",
      key: "each",
      type: "core.loop",
      position: { x: 600, y: 0 },
      config: { over: { kind: "each", items: "{{ steps.rows.items }}" } },
    },
    {
      id: "inner",
      key: "inner",
      type: "data.map",
      parent: "each",
      position: { x: 28, y: 62 },
      config: { items: "{{ steps.rows.items[0] + steps.rows_2.x }}" },
    },
  ],
  edges: [
    { source: "start", target: "rows" },
    { source: "rows", target: "each" },
  ],
};

/** Time that a property may take on a busy machine. */
const PROPERTY_MS = 60_000;

/** Some edit of a document, chosen by numbers; it may find nothing to do. */
function edit(document: FlowDocument, [kind, a, b]: [number, number, number]): FlowDocument {
  const nodes = nodesOf(document);
  const node = nodes[a % Math.max(1, nodes.length)];
  const other = nodes[b % Math.max(1, nodes.length)];
  if (!node || !other) return addNode(document, { type: "data.map", position: { x: a, y: b } }).document;
  const wire = { source: node.id, source_port: "out", target: other.id };
  const key = document.edges?.[a % Math.max(1, document.edges.length)];
  switch (kind) {
    case 0:
      return addNode(document, {
        type: TYPES[a % TYPES.length] ?? "",
        position: { x: a, y: b },
        parent: node.parent,
      }).document;
    case 1:
      return whyNot(document, wire, catalogue) === null ? connect(document, wire) : document;
    case 2:
      return key ? disconnect(document, new Set([edgeKey(key)])) : document;
    case 3:
      return key ? insertOnEdge(document, edgeKey(key), { type: "data.map" }, catalogue).document : document;
    case 4:
      return nodes.length > 2 ? removeNodes(document, [node.id]) : document;
    case 5:
      return moveNodes(document, new Map([[node.id, { x: a * 3, y: b * 5 }]]));
    case 6:
      return patchNode(document, node.id, {
        config: { value: `{{ steps.${other.key}.x }}`, a },
        disabled: a % 2 === 0 ? true : undefined,
      });
    case 7:
      return renameKey(document, node.id, `key_${a}_${b}`);
    case 8:
      return node.id !== other.id && other.type === "core.loop" && !other.parent
        ? reparent(document, new Set([node.id]), other.id).document
        : document;
    case 9: {
      const clip = readClip(copyText(document, [node.id]));
      return clip ? paste(document, clip, { x: a, y: b }, null).document : document;
    }
    case 10:
      return addNote(document, { x: a, y: b }).document;
    case 11:
      return arranged(document, catalogue);
    case 12:
      return align(document, new Set([node.id, other.id]), "row", catalogue);
    case 13:
      return resizeNode(document, node.id, { width: 400 + a, height: 200 + b }, { x: a, y: b });
    case 14:
      return replaceText(document, "steps", "steps");
    default:
      return draw(document, kind, a, b);
  }
}

/** Some edit of what only the canvas knows, or of the flow itself. */
function draw(document: FlowDocument, kind: number, a: number, b: number): FlowDocument {
  const [group] = document.groups ?? [];
  const [note] = document.notes ?? [];
  const [first] = nodesOf(document);
  const ids = new Set(nodesOf(document).map(({ id }) => id));
  switch (kind) {
    case 15:
      return addGroup(document, a % 2 === 0 ? ids : new Set(), { x: a, y: b }, catalogue).document;
    case 16:
      return group ? patchGroup(document, group.id, { name: `Group ${a}`, color: "red" }) : document;
    case 17:
      return group ? removeGroups(document, new Set([group.id])) : document;
    case 18:
      return note ? patchNote(document, note.id, { text: `Note ${b}` }) : document;
    case 19:
      return note ? removeNotes(document, new Set([note.id])) : document;
    case 20: {
      const all = [...(document.groups ?? []), ...(document.notes ?? [])];
      return moveElements(document, new Map(all.map(({ id }) => [id, { x: a, y: b }])));
    }
    case 21:
      return withInputOf(document, {
        ...small,
        input_schema: { properties: { [`field_${a}`]: { type: "string" } } },
      });
    case 22:
      return { ...document, name: `Flow ${a}`, settings: { ...document.settings, concurrency: b + 1 } };
    case 23:
      return growToFit(
        document,
        nodesOf(document).find(({ type }) => type === "core.loop")?.id ?? null,
        catalogue,
      );
    default:
      return first ? reparent(document, new Set([first.id]), null).document : document;
  }
}

const EDIT = fc.tuple(fc.nat(24), fc.nat(1_000), fc.nat(1_000));

test(
  "any 30 to 80 edits of all kinds, undone and redone, give the same bytes",
  () => {
    fc.assert(
      fc.property(fc.array(EDIT, { minLength: 30, maxLength: 80 }), (edits) => {
        let history = beginHistory(small, "Opened");
        const texts = [JSON.stringify(small)];
        for (const [index, each] of edits.entries()) {
          history = record(history, {
            label: "edit",
            at: index * 10_000,
            document: edit(current(history), each),
          });
          texts.push(JSON.stringify(current(history)));
        }
        for (let index = edits.length; index >= 0; index -= 1) {
          expect(JSON.stringify(current(history))).toBe(texts[index]);
          history = undo(history);
        }
        for (const text of texts) {
          expect(JSON.stringify(current(history))).toBe(text);
          history = redo(history);
        }
        expect(JSON.stringify(current(jump(history, 0)))).toBe(texts[0]);
      }),
      { numRuns: 40, seed: 1 },
    );
  },
  PROPERTY_MS,
);

test(
  "whatever is edited, keys and ids stay unique and no wire leads nowhere",
  () => {
    fc.assert(
      fc.property(fc.array(EDIT, { maxLength: 60 }), (edits) => {
        const document = edits.reduce(edit, small);
        const nodes = nodesOf(document);
        const parents = new Map(nodes.map((node) => [node.id, node.parent ?? null]));
        expect(parents.size).toBe(nodes.length);
        expect(takenIds(document).size).toBe(
          nodes.length + (document.notes ?? []).length + (document.groups ?? []).length,
        );
        for (const edge of document.edges ?? []) {
          expect(parents.has(edge.source) && parents.has(edge.target)).toBe(true);
          expect(parents.get(edge.source)).toBe(parents.get(edge.target));
        }
        for (const node of nodes) if (node.parent) expect(parents.has(node.parent)).toBe(true);
      }),
      { numRuns: 40, seed: 1 },
    );
  },
  PROPERTY_MS,
);

test("typing into a field is one change, a pause begins another", () => {
  let history = beginHistory(small, "Opened");
  for (const at of [0, 500, 1_000, 9_000])
    history = record(history, {
      label: "Type",
      mark: "rows/items",
      at,
      document: { ...small, name: `N${at}` },
    });
  expect(history.changes).toHaveLength(3);
  expect(current(undo(history)).name).toBe("N1000");
});

test("an edit after undo takes the place of what was undone", () => {
  let history = record(beginHistory(small, "Opened"), {
    label: "A",
    at: 1,
    document: { ...small, name: "A" },
  });
  history = record(undo(history), { label: "B", at: 2, document: { ...small, name: "B" } });
  expect(history.changes.map((change) => change.label)).toEqual(["Opened", "B"]);
});

test.each([
  [{ source: "rows", source_port: "out", target: "rows" }, "itself"],
  [{ source: "rows", source_port: "out", target: "start" }, "trigger"],
  [{ source: "rows", source_port: "out", target: "inner" }, "same container"],
  [{ source: "rows", source_port: "nope", target: "each" }, "no port"],
  [{ source: "rows", source_port: "out", target: "each" }, "already"],
  [{ source: "each", source_port: "out", target: "rows" }, "circle"],
])("a wire that cannot be says why: %o", (wire, reason) => {
  expect(whyNot(small, wire, catalogue)).toContain(reason);
});

test("a new key is written into every expression that reads the old one, and into no other", () => {
  const renamed = renameKey(small, "rows", "products");
  expect(nodesOf(renamed).map((node) => node.config)).toEqual([
    undefined,
    { items: "{{ input.rows }}" },
    { over: { kind: "each", items: "{{ steps.products.items }}" } },
    { items: "{{ steps.products.items[0] + steps.rows_2.x }}" },
  ]);
});

test("removing a node from a chain joins its neighbours, and takes what lies in a container along", () => {
  expect(removeNodes(small, ["rows"]).edges).toEqual([{ source: "start", target: "each" }]);
  expect(nodesOf(removeNodes(small, ["each"])).map((node) => node.id)).toEqual(["start", "rows"]);
});

test("a node put on a wire is between both ends and has room", () => {
  const { document, id } = insertOnEdge(small, "rows:out>each:in", { type: "core.condition" }, catalogue);
  expect(document.edges).toContainEqual({ source: "rows", source_port: "out", target: id });
  expect(document.edges).toContainEqual({ source: id, source_port: "true", target: "each" });
  const x = (node: string) => nodesOf(document).find((each) => each.id === node)?.position?.x ?? 0;
  expect(x("rows")).toBeLessThan(x(id));
  expect(x(id)).toBeLessThan(x("each"));
});

test("pasted nodes read each other, not those they were copied from", () => {
  const clip = readClip(copyText(small, ["rows", "each"]));
  const { document } = paste(
    small,
    clip ?? { nodes: [], edges: [], notes: [], groups: [] },
    { x: 0, y: 0 },
    null,
  );
  const inner = nodesOf(document).find((node) => node.id === "inner_2");
  expect(inner).toMatchObject({
    parent: "each_2",
    config: { items: "{{ steps.rows_2.items[0] + steps.rows_2.x }}" },
  });
  expect(document.edges).toContainEqual({ source: "rows_2", target: "each_2" });
});

test("text that is no flow cannot be pasted as one", () => {
  expect(readClip("hello")).toBeNull();
  expect(readClip('{"nodes": [{"id": 1}]}')).toBeNull();
});

test("an arranged document has no two nodes in one place, and containers hold what is in them", () => {
  const heap: FlowDocument = { ...small, nodes: nodesOf(small).map(({ position: _, ...node }) => node) };
  expect(needsArranging(heap)).toBe(true);
  const tidy = arranged(heap, catalogue);
  expect(needsArranging(tidy)).toBe(false);
  const loop = nodesOf(tidy).find((node) => node.id === "each")?.position;
  const inner = nodesOf(tidy).find((node) => node.id === "inner")?.position;
  expect((inner?.x ?? 0) + 232).toBeLessThanOrEqual(loop?.width ?? 0);
});

test("a node in a loop reads the item and the steps before the loop, not those after", () => {
  const later = connect(addNode(small, { type: "data.map", position: { x: 900, y: 0 } }).document, {
    source: "each",
    target: "map",
  });
  expect(stepsBefore(later, "inner").map((node) => node.id)).toEqual(["rows", "start"]);
  const paths = variablesFor(later, "inner", catalogue, new Map([["rows", { items: [{ price: 3 }] }]])).map(
    (each) => each.path,
  );
  expect(paths).toEqual(expect.arrayContaining(["input", "item", "index", "steps.rows.items[0].price"]));
  expect(variablesFor(later, "map", catalogue, new Map()).map((each) => each.path)).not.toContain(
    "steps.inner",
  );
});

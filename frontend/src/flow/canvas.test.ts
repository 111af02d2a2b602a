import { expect, test } from "vitest";

import type { FlowDocument, NodeType } from "@/api/types";
import { align, type Side } from "@/flow/align";
import { arrange } from "@/flow/arrange";
import { clipOf, copyText, paste, readClip, withInputOf } from "@/flow/clipboard";
import { containerAt, growToFit } from "@/flow/containers";
import { type Catalogue, nodeById, nodesOf } from "@/flow/document";
import { addGroup, contentsOf, moveElements, removeGroups } from "@/flow/groups";
import { snapTo } from "@/flow/guides";
import { skeletonOf } from "@/flow/layout";

const catalogue: Catalogue = new Map([
  ["data.map", { id: "data.map", ports: ["out"] } as unknown as NodeType],
  ["core.loop", { id: "core.loop", ports: ["out"] } as unknown as NodeType],
]);
const node = (id: string, x: number, y: number, more = {}) => ({
  id,
  key: id,
  type: "data.map",
  position: { x, y },
  ...more,
});
const flow: FlowDocument = {
  schema: 1,
  name: "Flow",
  nodes: [
    node("a", 0, 0),
    node("b", 300, 10),
    node("loop", 0, 200, { type: "core.loop", position: { x: 0, y: 200, width: 400, height: 200 } }),
    node("inner", 28, 62, { parent: "loop" }),
  ],
  edges: [{ source: "a", target: "b" }],
  notes: [{ id: "note", text: "Remember", position: { x: 600, y: 0 } }],
};

test("what is dragged snaps to edges and middles of its neighbours, and shows the line", () => {
  const still = { x: 100, y: 100, width: 200, height: 60 };
  const snap = snapTo({ x: 96, y: 400, width: 200, height: 60 }, [still], 6);
  expect([snap.dx, snap.dy]).toEqual([4, 0]);
  expect(snap.guides.map(({ axis, at }) => `${axis}${at}`)).toEqual(["x100", "x200", "x300"]);
  expect(snap.guides[0]).toMatchObject({ from: 100, to: 460 });
  expect(snapTo({ x: 80, y: 400, width: 200, height: 60 }, [still], 6)).toEqual({ dx: 0, dy: 0, guides: [] });
});

test("a middle does not snap to an edge", () => {
  const snap = snapTo({ x: 0, y: 0, width: 200, height: 60 }, [{ x: 102, y: 500, width: 40, height: 40 }], 6);
  expect(snap.dx).toBe(0);
});

test("a group is drawn around what is selected and holds it, and what is in it goes when it moves", () => {
  const { document, id } = addGroup(flow, new Set(["a", "b"]), { x: 0, y: 0 }, catalogue);
  expect(contentsOf(document, id, catalogue)).toEqual(["a", "b"]);
  const moved = moveElements(
    document,
    new Map([
      [id, { x: 100, y: 100 }],
      ["note", { x: 5, y: 6 }],
    ]),
  );
  expect(moved.groups?.[0]?.position).toMatchObject({ x: 100, y: 100 });
  expect(moved.notes?.[0]?.position).toMatchObject({ x: 5, y: 6 });
  expect(nodesOf(removeGroups(moved, new Set([id])))).toHaveLength(4);
});

test.each<[Side, string]>([
  ["left", "0,0 0,10"],
  ["right", "300,0 300,10"],
  ["center", "150,0 150,10"],
  ["top", "0,0 300,0"],
  ["bottom", "0,10 300,10"],
  ["middle", "0,5 300,5"],
])("things line up: %s", (side, places) => {
  const tidy = align(flow, new Set(["a", "b"]), side, catalogue);
  const at = ["a", "b"].map((id) => nodeById(tidy, id)?.position);
  expect(at.map((each) => `${each?.x ?? 0},${each?.y ?? 0}`).join(" ")).toBe(places);
});

test("in a row the gaps are equal, and the first and the last stay", () => {
  const three = { ...flow, nodes: [node("a", 0, 0), node("b", 250, 0), node("c", 900, 0)] };
  const tidy = align(three, new Set(["a", "b", "c"]), "row", catalogue);
  expect(nodesOf(tidy).map((each) => each.position?.x)).toEqual([0, 450, 900]);
});

test("the innermost container under a point is where things land", () => {
  expect(containerAt(flow, { x: 50, y: 300 }, catalogue, new Set())).toBe("loop");
  expect(containerAt(flow, { x: 50, y: 300 }, catalogue, new Set(["loop"]))).toBeNull();
  expect(containerAt(flow, { x: 900, y: 300 }, catalogue, new Set())).toBeNull();
});

test("a container grows around what was dropped at its border", () => {
  const dropped = moveElements(flow, new Map([["inner", { x: 380, y: -40 }]]));
  const grown = growToFit(dropped, "loop", catalogue);
  expect(nodeById(grown, "inner")?.position).toMatchObject({ x: 380, y: 60 });
  expect(nodeById(grown, "loop")?.position).toMatchObject({ width: 380 + 232 + 28, height: 200 });
});

test("notes and groups travel with nodes from flow to flow", () => {
  const { document, id } = addGroup(flow, new Set(["a"]), { x: 0, y: 0 }, catalogue);
  const clip = readClip(copyText(document, ["a", "note", id]));
  if (!clip) throw new Error("nothing was copied");
  const other = paste({ schema: 1, name: "Other" }, clip, { x: 1_000, y: 1_000 }, null);
  expect(other.ids).toEqual(["a", "note", id]);
  expect(other.document.notes?.[0]?.text).toBe("Remember");
  expect(other.document.groups?.[0]?.position).toMatchObject({ x: 1_000, y: 1_000 });
  const twice = paste(other.document, clip, { x: 0, y: 0 }, null);
  expect(twice.ids).toEqual(["a_2", "note_2", `${id}_2`]);
});

test("an import into a flow that starts already brings no trigger, but what it asks for", () => {
  const read: FlowDocument = {
    ...flow,
    nodes: [node("start", 0, 0, { type: "trigger.manual" }), node("a", 300, 0)],
    edges: [{ source: "start", target: "a" }],
    input_schema: { type: "object", properties: { city: { type: "string" } } },
  };
  expect(clipOf(read, false)).toMatchObject({ nodes: [{ id: "a" }], edges: [] });
  expect(clipOf(read, true).nodes).toHaveLength(2);
  expect(withInputOf(flow, read).input_schema).toEqual({
    type: "object",
    properties: { city: { type: "string" } },
  });
});

test("parts that are not connected are arranged one below the other", () => {
  const nodes = ["a", "b", "c", "d"].map((id) => node(id, 0, 0));
  const edges = [
    { source: "a", target: "b" },
    { source: "c", target: "d" },
  ];
  const { positions } = arrange(skeletonOf({ ...flow, nodes, edges }, catalogue, null));
  expect(positions.get("b")?.y).toBe(positions.get("a")?.y);
  expect(positions.get("c")?.y).toBeGreaterThan(positions.get("b")?.y ?? 0);
});

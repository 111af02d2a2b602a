/** Where nodes lie when the editor arranges them: from left to right, containers around what is in them. */
import { Graph, layout as dagre } from "@dagrejs/dagre";

import type { FlowDocument } from "@/api/types";
import { type Catalogue, CONTAINER_SIZE, PADDING, type Point, type Size } from "@/flow/document";
import { type Block, type Layout, type Skeleton, skeletonOf, withLayout } from "@/flow/layout";
import { groupBy } from "@/lib/group-by";

const NODE_GAP = 36;
const RANK_GAP = 72;
/** Of more blocks than these the shortest wires are not looked for: that takes a quarter of the time. */
const MANY = 200;

type Wires = Skeleton["wires"];

/** Returns positions within containers, and the sizes of containers, of all nodes or of some. */
export function arrange({ blocks, wires, only }: Skeleton): Layout {
  const positions = new Map<string, Point>();
  const sizes = new Map<string, Size>();
  const children = groupBy(blocks, (block) => block.parent);
  const measure = (block: Block): Size => sizes.get(block.id) ?? block;
  const place = (parent: string | null): Size => {
    const inside = children.get(parent) ?? [];
    for (const block of inside) if (block.container) sizes.set(block.id, place(block.id));
    const moved = only === null ? inside : inside.filter((block) => only.has(block.id));
    const origin = only === null ? inner(parent) : corner(moved);
    for (const [id, { x, y }] of placeScope(moved, wires, measure))
      positions.set(id, { x: Math.round(origin.x + x), y: Math.round(origin.y + y) });
    return sizeAround(inside, measure, positions);
  };
  place(null);
  if (only !== null) for (const id of sizes.keys()) if (!only.has(id)) sizes.delete(id);
  return { positions, sizes };
}

function inner(parent: string | null): Point {
  return parent === null ? { x: 0, y: 0 } : { x: PADDING.left, y: PADDING.top };
}

function corner(places: readonly Point[]): Point {
  return { x: Math.min(...places.map(({ x }) => x)), y: Math.min(...places.map(({ y }) => y)) };
}

/** Places what is connected by itself and one part below the other: the time for a whole grows with its square. */
function placeScope(
  blocks: readonly Block[],
  wires: Wires,
  measure: (block: Block) => Size,
): Map<string, Point> {
  const places = new Map<string, Point>();
  let below = 0;
  for (const part of parts(blocks, wires)) {
    const found = placePart(part.blocks, part.wires, measure);
    let bottom = 0;
    for (const [block, { x, y }] of found) {
      places.set(block.id, { x, y: below + y });
      bottom = Math.max(bottom, y + measure(block).height);
    }
    below += bottom + NODE_GAP;
  }
  return places;
}

interface Part {
  blocks: Block[];
  wires: { source: string; target: string }[];
}

/** Returns what hangs together, in the order of the document. */
function parts(blocks: readonly Block[], wires: Wires): Part[] {
  const heads = new Map(blocks.map(({ id }) => [id, id]));
  const head = (id: string): string => {
    let found = id;
    for (let next = heads.get(found); next !== undefined && next !== found; next = heads.get(found)) {
      heads.set(found, heads.get(next) ?? next);
      found = next;
    }
    return found;
  };
  const own = wires.filter(({ source, target }) => heads.has(source) && heads.has(target));
  for (const { source, target } of own) heads.set(head(target), head(source));
  const found = new Map<string, Part>();
  for (const block of blocks) {
    const part = found.get(head(block.id)) ?? { blocks: [], wires: [] };
    part.blocks.push(block);
    found.set(head(block.id), part);
  }
  for (const wire of own) found.get(head(wire.source))?.wires.push(wire);
  return [...found.values()];
}

/** Returns the upper left corners, from 0 on. */
function placePart(
  blocks: readonly Block[],
  wires: Wires,
  measure: (block: Block) => Size,
): Map<Block, Point> {
  const graph = new Graph();
  const ranker = blocks.length > MANY ? "tight-tree" : "network-simplex";
  graph.setGraph({ rankdir: "LR", nodesep: NODE_GAP, ranksep: RANK_GAP, ranker });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const block of blocks) {
    const { width, height } = measure(block);
    graph.setNode(block.id, { width, height });
  }
  for (const { source, target } of wires) graph.setEdge(source, target);
  dagre(graph);
  const corners = blocks.map((block): [Block, Point] => {
    const { x = 0, y = 0 } = graph.node(block.id) as Partial<Point>;
    const { width, height } = measure(block);
    return [block, { x: x - width / 2, y: y - height / 2 }];
  });
  const { x: left, y: top } = corner(corners.map(([, at]) => at));
  return new Map(corners.map(([block, { x, y }]) => [block, { x: x - left, y: y - top }]));
}

function sizeAround(
  inside: readonly Block[],
  measure: (block: Block) => Size,
  positions: ReadonlyMap<string, Point>,
): Size {
  return inside.reduce<Size>((most, block) => {
    const at = positions.get(block.id) ?? block;
    const size = measure(block);
    return {
      width: Math.max(most.width, at.x + size.width + PADDING.right),
      height: Math.max(most.height, at.y + size.height + PADDING.bottom),
    };
  }, CONTAINER_SIZE);
}

/** Returns the document with its nodes arranged, here and now. */
export function arranged(
  document: FlowDocument,
  catalogue: Catalogue,
  only: ReadonlySet<string> | null = null,
): FlowDocument {
  return withLayout(document, arrange(skeletonOf(document, catalogue, only)));
}

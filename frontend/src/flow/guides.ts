/** Lines that what is dragged can be put on: edges on edges, middles on middles. */
import type { Point, Size } from "@/flow/document";

export type Box = Point & Size;

/** A line across the canvas: at an x from a y to a y, or the other way round. */
export interface Guide {
  axis: "x" | "y";
  at: number;
  from: number;
  to: number;
}

export interface Snapped {
  dx: number;
  dy: number;
  guides: Guide[];
}

type Axis = "x" | "y";

const ALONG = { x: "width", y: "height" } as const;
/** Edges and middle; an edge fits either edge, a middle only a middle. */
const PARTS = [0, 0.5, 1] as const;
const EXACT = 0.01;

/** Returns how far a box has to go to lie in line with others that are near enough, and the lines it lies on then. */
export function snapTo(moving: Box, others: readonly Box[], within: number): Snapped {
  const dx = shift(moving, others, "x", within);
  const dy = shift(moving, others, "y", within);
  const there = { ...moving, x: moving.x + (dx ?? 0), y: moving.y + (dy ?? 0) };
  return {
    dx: dx ?? 0,
    dy: dy ?? 0,
    guides: [
      ...(dx === null ? [] : guides(there, others, "x")),
      ...(dy === null ? [] : guides(there, others, "y")),
    ],
  };
}

function shift(moving: Box, others: readonly Box[], axis: Axis, within: number): number | null {
  let best: number | null = null;
  for (const other of others)
    for (const [mine, its] of pairs(moving, other, axis)) {
      const away = its - mine;
      if (Math.abs(away) <= within && (best === null || Math.abs(away) < Math.abs(best))) best = away;
    }
  return best;
}

function guides(there: Box, others: readonly Box[], axis: Axis): Guide[] {
  const across: Axis = axis === "x" ? "y" : "x";
  const found = new Map<number, Guide>();
  for (const other of others)
    for (const [mine, its] of pairs(there, other, axis)) {
      if (Math.abs(mine - its) > EXACT) continue;
      const ends = [there, other].flatMap((box) => [box[across], box[across] + box[ALONG[across]]]);
      const before = found.get(mine);
      found.set(mine, {
        axis,
        at: mine,
        from: Math.min(...ends, before?.from ?? Infinity),
        to: Math.max(...ends, before?.to ?? -Infinity),
      });
    }
  return [...found.values()];
}

function pairs(a: Box, b: Box, axis: Axis): [number, number][] {
  return PARTS.flatMap((mine) =>
    PARTS.filter((its) => (mine === 0.5) === (its === 0.5)).map((its): [number, number] => [
      a[axis] + mine * a[ALONG[axis]],
      b[axis] + its * b[ALONG[axis]],
    ]),
  );
}

/** Returns the box around some. */
export function around(boxes: readonly Box[]): Box {
  const x = Math.min(...boxes.map((box) => box.x));
  const y = Math.min(...boxes.map((box) => box.y));
  const right = Math.max(...boxes.map((box) => box.x + box.width));
  const bottom = Math.max(...boxes.map((box) => box.y + box.height));
  return { x, y, width: right - x, height: bottom - y };
}

export function overlap(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

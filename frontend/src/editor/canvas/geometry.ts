/** Where nodes lie and how wires run, as numbers: for what draws them without React Flow. */
import type { CanvasEdge, CanvasNode } from "@/editor/canvas/elements";
import type { Point } from "@/flow/document";
import type { Box } from "@/flow/guides";

export interface Placed {
  node: CanvasNode;
  box: Box;
}

export interface View extends Point {
  zoom: number;
}

/** A cubic curve: from, the two points that bend it, to. */
export type Curve = readonly [Point, Point, Point, Point];

/** As in React Flow, so that a wire looks the same whoever draws it. */
const BEND = 0.25;

/** Returns nodes that are not hidden with the place where they are on the canvas; boxes come before what is in them. */
export function placedNodes(nodes: readonly CanvasNode[]): Map<string, Placed> {
  const found = new Map<string, Placed>();
  for (const node of nodes) {
    if (node.hidden) continue;
    const around = found.get(node.parentId ?? "")?.box ?? { x: 0, y: 0 };
    const { x, y } = node.position;
    const { width = 0, height = 0 } = node;
    found.set(node.id, { node, box: { x: around.x + x, y: around.y + y, width, height } });
  }
  return found;
}

/** Returns the way of a wire between the ports of its nodes, or null when they are not drawn. */
export function curveOf(edge: CanvasEdge, nodes: ReadonlyMap<string, Placed>): Curve | null {
  const from = port(nodes.get(edge.source), "source", edge.sourceHandle);
  const to = port(nodes.get(edge.target), "target", edge.targetHandle);
  if (edge.hidden || !from || !to) return null;
  const way = to.x - from.x;
  const bent = way >= 0 ? way / 2 : BEND * 25 * Math.sqrt(-way);
  return [from, { x: from.x + bent, y: from.y }, { x: to.x - bent, y: to.y }, to];
}

function port(
  placed: Placed | undefined,
  type: "source" | "target",
  id: string | null | undefined,
): Point | null {
  const handle = placed?.node.handles?.find((each) => each.type === type && each.id === id);
  if (!placed || !handle) return null;
  const { x, y, width = 0, height = 0 } = handle;
  return {
    x: placed.box.x + x + (type === "source" ? width : 0),
    y: placed.box.y + y + height / 2,
  };
}

export function pathOf([from, first, second, to]: Curve): string {
  return `M${from.x},${from.y} C${first.x},${first.y} ${second.x},${second.y} ${to.x},${to.y}`;
}

export function middleOf([from, first, second, to]: Curve): Point {
  const at = (axis: "x" | "y") =>
    from[axis] * 0.125 + first[axis] * 0.375 + second[axis] * 0.375 + to[axis] * 0.125;
  return { x: at("x"), y: at("y") };
}

/** Returns what of the canvas is in view. */
export function inView({ x, y, zoom }: View, size: { width: number; height: number }): Box {
  return { x: -x / zoom, y: -y / zoom, width: size.width / zoom, height: size.height / zoom };
}

/** Returns the box around a curve: it never leaves that of its four points. */
export function aroundCurve(curve: Curve): Box {
  const xs = curve.map(({ x }) => x);
  const ys = curve.map(({ y }) => y);
  const [x, y] = [Math.min(...xs), Math.min(...ys)];
  return { x, y, width: Math.max(...xs) - x, height: Math.max(...ys) - y };
}

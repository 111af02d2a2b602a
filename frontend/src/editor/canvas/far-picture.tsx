import { useStoreApi } from "@xyflow/react";
import { useEffect, useMemo, useRef } from "react";

import {
  type CanvasEdge,
  type CanvasNode,
  type FrameElement,
  NODE_LAYER,
  type NoteElement,
} from "@/editor/canvas/elements";
import { FAR_ZOOM } from "@/editor/canvas/far";
import { curveOf, inView, type Placed, placedNodes, type View } from "@/editor/canvas/geometry";
import { titleOf } from "@/editor/canvas/node-head";
import { HUES } from "@/editor/canvas/swatches";
import { type Taken, takenOf } from "@/editor/canvas/wire-look";
import { useRunView } from "@/editor/run-view";
import { useEditor } from "@/editor/store";
import { isContainer } from "@/flow/document";
import { type Box, overlap } from "@/flow/guides";
import { worst } from "@/flow/problems";
import { useTheme } from "@/lib/theme";

interface Props {
  nodes: readonly CanvasNode[];
  edges: readonly CanvasEdge[];
}

/**
 * Nodes and wires seen from far away: a thousand elements of a page take longer to paint than a frame lasts, a picture
 * of them does not. It is painted once per frame in which the view or the drawing changes.
 */
export function FarPicture({ nodes, edges }: Props) {
  const picture = useRef<HTMLCanvasElement>(null);
  const store = useStoreApi();
  const theme = useTheme((state) => state.theme);
  const totals = useRunView((state) => state.totals);
  const diagnostics = useEditor((state) => state.diagnostics);
  const placed = useMemo(() => placedNodes(nodes), [nodes]);
  const wires = useMemo(() => bundles(edges, placed, totals), [edges, placed, totals]);
  const borders = useMemo(() => {
    const problems = worst(diagnostics);
    return (id: string): Ink => {
      const status = totals.get(id)?.status;
      if (status === "running") return "busy";
      if (status === "failed" || problems.get(id)?.severity === "error") return "bad";
      return status === "waiting" ? "wait" : "line-strong";
    };
  }, [totals, diagnostics]);
  useEffect(() => {
    const canvas = picture.current;
    if (!canvas) return;
    const inks = readInks(canvas);
    let due = 0;
    const paint = () => {
      due = 0;
      const { transform, width, height } = store.getState();
      const [x, y, zoom] = transform;
      canvas.hidden = zoom >= FAR_ZOOM;
      if (canvas.hidden) return;
      const brush = prepared(canvas, { x, y, zoom }, width, height);
      if (!brush) return;
      const seen = inView({ x, y, zoom }, { width, height });
      const shown = [...placed.values()].filter(({ box }) => overlap(box, seen));
      for (const part of shown)
        if (part.node.zIndex !== NODE_LAYER) paintNode(brush, part, inks, borders, zoom);
      for (const [ink, path] of wires) {
        brush.lineWidth = WIRE;
        brush.strokeStyle = inks(ink);
        brush.stroke(path);
      }
      for (const part of shown)
        if (part.node.zIndex === NODE_LAYER) paintNode(brush, part, inks, borders, zoom);
    };
    const plan = () => {
      due ||= requestAnimationFrame(paint);
    };
    paint();
    const stop = store.subscribe(plan);
    return () => {
      stop();
      cancelAnimationFrame(due);
    };
  }, [store, placed, wires, borders, theme]);
  return (
    <canvas
      ref={picture}
      hidden
      aria-hidden
      className="far-picture pointer-events-none absolute inset-0 size-full"
    />
  );
}

type Ink = "line-strong" | "busy" | "bad" | "wait" | "ok" | "accent" | "surface" | "raised" | "ink";

const WIRE = 4;
const BAND = 8;
const ROUND = 12;
/** Below this not even titles can be read. */
const TITLES_FROM = 0.22;
const TITLE_PX = 20;
const INKS_OF: Record<Taken, Ink> = { not: "line-strong", taken: "ok", busy: "busy" };

/** Returns the wires as one path for each of their colours. */
function bundles(
  edges: readonly CanvasEdge[],
  placed: ReadonlyMap<string, Placed>,
  totals: Parameters<typeof takenOf>[0],
): Map<Ink, Path2D> {
  const found = new Map<Ink, Path2D>();
  for (const edge of edges) {
    const curve = curveOf(edge, placed);
    if (!curve) continue;
    const run = takenOf(totals, edge);
    const ink = run === "not" && edge.data?.port === "error" ? "bad" : INKS_OF[run];
    const path = found.get(ink) ?? new Path2D();
    const [from, first, second, to] = curve;
    path.moveTo(from.x, from.y);
    path.bezierCurveTo(first.x, first.y, second.x, second.y, to.x, to.y);
    found.set(ink, path);
  }
  return found;
}

/** Returns the colours of the theme, each read once. */
function readInks(canvas: HTMLCanvasElement): (name: Ink | `tint ${string}`) => string {
  const probe = document.createElement("i");
  const known = new Map<string, string>();
  return (name) => {
    const before = known.get(name);
    if (before) return before;
    const [kind, hue] = name.split(" ");
    if (Number.isNaN(Number(hue))) probe.dataset.hue = hue ?? "";
    else probe.style.setProperty("--hue", hue ?? "");
    probe.className = hue ? "text-tint" : "";
    probe.style.color = hue ? "" : `var(--${kind ?? ""})`;
    canvas.parentElement?.append(probe);
    const colour = getComputedStyle(probe).color;
    probe.remove();
    known.set(name, colour);
    return colour;
  };
}

function prepared(
  canvas: HTMLCanvasElement,
  { x, y, zoom }: View,
  width: number,
  height: number,
): CanvasRenderingContext2D | null {
  const wide = Math.round(width * devicePixelRatio);
  const high = Math.round(height * devicePixelRatio);
  if (canvas.width !== wide) canvas.width = wide;
  if (canvas.height !== high) canvas.height = high;
  const brush = canvas.getContext("2d");
  if (!brush) return null;
  brush.setTransform(1, 0, 0, 1, 0, 0);
  brush.clearRect(0, 0, wide, high);
  const scale = zoom * devicePixelRatio;
  brush.setTransform(scale, 0, 0, scale, x * devicePixelRatio, y * devicePixelRatio);
  return brush;
}

function paintNode(
  brush: CanvasRenderingContext2D,
  { node, box: { x, y, width, height } }: Placed,
  inks: ReturnType<typeof readInks>,
  border: (id: string) => Ink,
  zoom: number,
): void {
  if (node.type !== "flow") {
    paintSheet(brush, node, { x, y, width, height }, inks);
    return;
  }
  const { data, selected } = node;
  const tint = inks(`tint ${data.node.type.split(".")[0] ?? ""}`);
  const open = isContainer(data.node.type) && !data.collapsed;
  brush.globalAlpha = data.node.disabled ? 0.55 : 1;
  brush.fillStyle = open ? tint : inks("surface");
  brush.strokeStyle = inks(selected || data.target ? "accent" : border(node.id));
  brush.lineWidth = selected ? 2 * WIRE : 2;
  brush.beginPath();
  // Round corners that are smaller than a pixel are not worth their time.
  if (zoom < TITLES_FROM) brush.rect(x, y, width, height);
  else brush.roundRect(x, y, width, height, ROUND);
  if (open) brush.globalAlpha *= 0.08;
  brush.fill();
  if (open) brush.globalAlpha = 1;
  brush.stroke();
  brush.fillStyle = tint;
  brush.fillRect(x, y + ROUND / 2, BAND, height - ROUND);
  if (zoom >= TITLES_FROM) {
    brush.fillStyle = inks("ink");
    write(brush, titleOf(data), { x: x + 2 * BAND, y, width: width - 3 * BAND });
  }
  brush.globalAlpha = 1;
}

/** Paints a note or a group: the ground that it is, and its first words. */
function paintSheet(
  brush: CanvasRenderingContext2D,
  node: NoteElement | FrameElement,
  { x, y, width, height }: Box,
  inks: ReturnType<typeof readInks>,
): void {
  const group = node.type === "frame";
  const [color, text] =
    node.type === "frame"
      ? [node.data.group.color, node.data.group.name]
      : [node.data.note.color, node.data.note.text];
  const tint = inks(`tint ${HUES[color ?? ""] ?? (group ? HUES.blue : HUES.yellow) ?? 0}`);
  brush.fillStyle = tint;
  brush.strokeStyle = node.selected ? inks("accent") : tint;
  brush.lineWidth = 2;
  brush.globalAlpha = group ? 0.1 : 0.2;
  brush.fillRect(x, y, width, height);
  brush.globalAlpha = node.selected ? 1 : 0.4;
  brush.strokeRect(x, y, width, height);
  brush.globalAlpha = 1;
  const [first = ""] = (text ?? "").split("\n");
  write(brush, first.replace(/^#+ /, ""), { x: x + BAND, y, width: width - 2 * BAND });
}

function write(
  brush: CanvasRenderingContext2D,
  text: string,
  { x, y, width }: Pick<Box, "x" | "y" | "width">,
): void {
  brush.font = `500 ${TITLE_PX}px "Inter Variable", sans-serif`;
  brush.textBaseline = "top";
  brush.fillText(fitting(brush, text, width), x, y + TITLE_PX * 0.9);
}

const known = new Map<string, string>();
const MOST_KNOWN = 5_000;

/** Returns as much of a text as there is room for. */
function fitting(brush: CanvasRenderingContext2D, text: string, width: number): string {
  const key = `${width} ${text}`;
  const before = known.get(key);
  if (before !== undefined) return before;
  let shown = text;
  while (shown.length > 1 && brush.measureText(shown).width > width)
    shown = `${shown.slice(0, -2).trimEnd()}…`;
  if (known.size > MOST_KNOWN) known.clear();
  known.set(key, shown);
  return shown;
}

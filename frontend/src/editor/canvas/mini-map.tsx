import { useReactFlow, useStore } from "@xyflow/react";
import { type PointerEvent, useEffect, useMemo, useRef, useState } from "react";

import { type CanvasNode, NODE_LAYER } from "@/editor/canvas/elements";
import { placedNodes } from "@/editor/canvas/geometry";
import type { Box } from "@/flow/guides";
import { t } from "@/lib/i18n";
import { useTheme } from "@/lib/theme";

const WIDTH = 150;
const HEIGHT = 96;
const INSET = 8;
const REST_MS = 120;

/** The whole drawing, small, with what is in view; painted once per change and not at all while the view moves. */
export function MiniMap({ nodes }: { nodes: readonly CanvasNode[] }) {
  const { setCenter, getZoom } = useReactFlow();
  const theme = useTheme((state) => state.theme);
  const picture = useRef<HTMLCanvasElement>(null);
  const shown = useRested(nodes);
  const boxes = useMemo(
    () =>
      [...placedNodes(shown).values()].map(({ node, box }) => ({
        ...box,
        hollow: node.zIndex !== NODE_LAYER,
      })),
    [shown],
  );
  const fit = useMemo(() => fitting(boxes), [boxes]);
  useEffect(() => {
    const canvas = picture.current;
    const brush = canvas?.getContext("2d");
    if (!canvas || !brush) return;
    canvas.width = WIDTH * devicePixelRatio;
    canvas.height = HEIGHT * devicePixelRatio;
    brush.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0);
    const colour = getComputedStyle(canvas).color;
    brush.fillStyle = colour;
    brush.strokeStyle = colour;
    for (const { x, y, width, height, hollow } of boxes) {
      const place = [fit.x + x * fit.scale, fit.y + y * fit.scale] as const;
      const size = [Math.max(1, width * fit.scale), Math.max(1, height * fit.scale)] as const;
      if (hollow) brush.strokeRect(...place, ...size);
      else brush.fillRect(...place, ...size);
    }
  }, [boxes, fit, theme]);
  const go = (event: PointerEvent<HTMLDivElement>) => {
    const { left, top } = event.currentTarget.getBoundingClientRect();
    const x = (event.clientX - left - fit.x) / fit.scale;
    const y = (event.clientY - top - fit.y) / fit.scale;
    void setCenter(x, y, { zoom: getZoom() });
  };
  return (
    <div
      role="img"
      aria-label={t("The whole flow, small")}
      className="absolute right-3 bottom-3 z-5 hidden touch-none overflow-hidden rounded-lg border bg-surface shadow-lift @3xl:block"
      style={{ width: WIDTH, height: HEIGHT }}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        go(event);
      }}
      onPointerMove={(event) => event.currentTarget.hasPointerCapture(event.pointerId) && go(event)}
    >
      <canvas ref={picture} className="text-line-strong" style={{ width: WIDTH, height: HEIGHT }} />
      <View fit={fit} />
    </div>
  );
}

type Fit = ReturnType<typeof fitting>;

/** What is in view; the rest of the map lies in its shade. */
function View({ fit }: { fit: Fit }) {
  const zoom = useStore(({ transform }) => transform[2]);
  const x = useStore(({ transform }) => transform[0]);
  const y = useStore(({ transform }) => transform[1]);
  const width = useStore((state) => state.width);
  const height = useStore((state) => state.height);
  return (
    <div
      className="absolute top-0 left-0 rounded-xs border border-accent/70 bg-accent/10 will-change-transform"
      style={{
        transform: `translate(${fit.x - (x / zoom) * fit.scale}px, ${fit.y - (y / zoom) * fit.scale}px)`,
        width: (width / zoom) * fit.scale,
        height: (height / zoom) * fit.scale,
      }}
    />
  );
}

function fitting(boxes: readonly Box[]): { x: number; y: number; scale: number } {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { x, y, width, height } of boxes) {
    left = Math.min(left, x);
    top = Math.min(top, y);
    right = Math.max(right, x + width);
    bottom = Math.max(bottom, y + height);
  }
  if (boxes.length === 0) return { x: 0, y: 0, scale: 0.1 };
  const scale = Math.min((WIDTH - 2 * INSET) / (right - left), (HEIGHT - 2 * INSET) / (bottom - top));
  return {
    x: WIDTH / 2 - ((left + right) / 2) * scale,
    y: HEIGHT / 2 - ((top + bottom) / 2) * scale,
    scale,
  };
}

/** Returns a value once it has not changed for a moment. */
function useRested<T>(value: T): T {
  const [rested, setRested] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setRested(value), REST_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return rested;
}

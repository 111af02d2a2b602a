import { useStore, ViewportPortal } from "@xyflow/react";

import { useDragView } from "@/editor/canvas/drag-view";

const BEYOND = 16;

/** The lines that what is dragged lies on. */
export function GuideLines() {
  const guides = useDragView((state) => state.guides);
  const zoom = useStore(({ transform }) => transform[2]);
  if (guides.length === 0) return null;
  const thin = 1 / zoom;
  return (
    <ViewportPortal>
      {guides.map(({ axis, at, from, to }) => {
        const start = from - BEYOND;
        const length = to - from + 2 * BEYOND;
        const place = axis === "x" ? { x: at, y: start } : { x: start, y: at };
        return (
          <div
            key={`${axis}${at}`}
            data-guide={axis}
            className="pointer-events-none absolute top-0 left-0 z-10 bg-accent"
            style={{
              transform: `translate(${place.x}px, ${place.y}px)`,
              width: axis === "x" ? thin : length,
              height: axis === "x" ? length : thin,
            }}
          />
        );
      })}
    </ViewportPortal>
  );
}

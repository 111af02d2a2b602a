import type { View } from "@/editor/canvas/geometry";

const GAP = 20;
/** Dots that are closer on the screen are a grey haze. */
const CLOSEST = 14;
/** Of the ground's size to the view's, so that it covers it at the smallest scale as well. */
const COVER = GAP / CLOSEST;

/** The dotted ground: a layer painted once, of which a pan or a zoom only changes the place and the scale. */
export function Dots({ x, y, zoom }: View) {
  let gap = GAP * zoom;
  while (gap < CLOSEST) gap *= 2;
  while (gap >= 2 * CLOSEST) gap /= 2;
  const within = (value: number) => (((value % gap) + gap) % gap) - gap;
  return (
    <div className="pointer-events-none absolute inset-0 -z-1 overflow-hidden" aria-hidden>
      <div
        className="dots absolute top-0 left-0 origin-top-left will-change-transform"
        style={{
          width: `calc(${100 * COVER}% + ${2 * GAP * COVER}px)`,
          height: `calc(${100 * COVER}% + ${2 * GAP * COVER}px)`,
          backgroundSize: `${GAP}px ${GAP}px`,
          transform: `translate(${within(x)}px, ${within(y)}px) scale(${gap / GAP})`,
        }}
      />
    </div>
  );
}

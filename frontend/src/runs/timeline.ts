/** The part of a run's time that is looked at, in milliseconds since its begin. */
export interface Span {
  from: number;
  to: number;
}

const SHORTEST_MS = 5;
const STEPS = [1, 2, 5];

/** Returns the round times to mark in a span: at most `most`, evenly apart. */
export function ticks({ from, to }: Span, most = 6): number[] {
  const least = (to - from) / most;
  let unit = 1;
  while (unit * 10 <= least) unit *= 10;
  const step = unit * (STEPS.find((each) => each * unit >= least) ?? 10);
  const first = Math.ceil(from / step) * step;
  return Array.from({ length: Math.floor((to - first) / step) + 1 }, (_, index) => first + index * step);
}

/** Returns a span that is `factor` times as long, `at` staying where it is; null when that is all of it. */
export function zoomed(span: Span, whole: number, factor: number, at: number): Span | null {
  const size = Math.max(SHORTEST_MS, (span.to - span.from) * factor);
  if (size >= whole) return null;
  const share = (at - span.from) / (span.to - span.from);
  return within({ from: at - share * size, to: at + (1 - share) * size }, whole);
}

/** Returns the span moved by some milliseconds, within the whole. */
export function moved(span: Span, whole: number, by: number): Span {
  return within({ from: span.from + by, to: span.to + by }, whole);
}

/** Returns the span between two times, whichever comes first; null when they are too close to mean one. */
export function between(a: number, b: number, whole: number): Span | null {
  const span = { from: Math.max(0, Math.min(a, b)), to: Math.min(whole, Math.max(a, b)) };
  return span.to - span.from < SHORTEST_MS ? null : span;
}

function within({ from, to }: Span, whole: number): Span {
  const by = Math.max(0, -from) - Math.max(0, to - whole);
  return { from: from + by, to: to + by };
}

/** Scales of charts. */

const STEPS = [1, 2, 2.5, 5, 10];

/** Returns marks from 0 to at least the largest value, at round distances; whole ones for counts. */
export function marks(largest: number, count = 4, whole = true): number[] {
  if (largest <= 0) return [0, 1];
  const rough = largest / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = STEPS.map((each) => each * power).find(
    (each) => each >= rough && (!whole || Number.isInteger(each)),
  );
  const distance = step ?? Math.ceil(rough);
  return Array.from({ length: Math.ceil(largest / distance - 1e-9) + 1 }, (_, index) => index * distance);
}

/** Returns at which slots a label stands so that at most `most` do, the last one among them. */
export function labelled(slots: number, most: number): Set<number> {
  const step = Math.max(1, Math.ceil(slots / most));
  return new Set(
    Array.from({ length: slots }, (_, index) => index).filter((index) => (slots - 1 - index) % step === 0),
  );
}

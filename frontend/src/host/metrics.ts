/** Reads Prometheus' text format, as far as the host writes it. */

export interface Sample {
  name: string;
  labels: Record<string, string>;
  value: number;
}

/** Returns the samples of a text, without those of buckets. */
export function samplesOf(text: string): Sample[] {
  return text
    .split("\n")
    .map((line) => /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})? ([^ ]+)/.exec(line))
    .filter((found) => found !== null)
    .filter(([, name = ""]) => !name.endsWith("_bucket"))
    .map(([, name = "", labels = "", value = ""]) => ({
      name,
      labels: Object.fromEntries(
        [...labels.matchAll(/(\w+)="((?:[^"\\]|\\.)*)"/g)].map(([, key = "", text_ = ""]) => [
          key,
          text_.replace(/\\(["\\])/g, "$1"),
        ]),
      ),
      value: Number(value),
    }));
}

/** Returns the sum of a metric, or null where the host does not count it. */
export function sumOf(
  samples: readonly Sample[],
  name: string,
  labels: Record<string, string> = {},
): number | null {
  const fitting = samples.filter(
    (sample) =>
      sample.name === name && Object.entries(labels).every(([key, value]) => sample.labels[key] === value),
  );
  return fitting.length === 0 ? null : fitting.reduce((sum, { value }) => sum + value, 0);
}

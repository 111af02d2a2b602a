import { type KeyboardEvent, useState } from "react";

import { labelled, marks } from "@/components/charts/scale";
import { cn } from "@/lib/cn";
import { t } from "@/lib/i18n";

export interface Series {
  name: string;
  /** A CSS colour, of the theme. */
  color: string;
  /** Null where nothing was measured. */
  values: readonly (number | null)[];
}

interface Props {
  kind: "bars" | "lines";
  /** Says what is seen, in a sentence. */
  label: string;
  /** What stands below, one for each slot. */
  slots: readonly string[];
  /** Bars are stacked in this order, from below. */
  series: readonly Series[];
  format: (value: number) => string;
  /** Values that are counted rather than measured have whole marks. */
  whole?: boolean;
}

const HEIGHT = 100;
const LABELS = 7;

/** Values over time, as stacked bars or as lines; with the pointer, arrow keys or as a table. */
export function Chart({ kind, label, slots, series, format, whole = true }: Props) {
  const [at, setAt] = useState<number | null>(null);
  const heights = slots.map((_, slot) => {
    const values = series.map((each) => each.values[slot] ?? 0);
    return kind === "bars" ? values.reduce((sum, value) => sum + value, 0) : Math.max(0, ...values);
  });
  const scale = marks(Math.max(0, ...heights), 4, whole);
  const top = scale.at(-1) ?? 1;
  const shown = labelled(slots.length, LABELS);
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    if (event.key === "Escape") setAt(null);
    if (step === 0) return;
    event.preventDefault();
    setAt(Math.min(slots.length - 1, Math.max(0, (at ?? (step > 0 ? -1 : slots.length)) + step)));
  };
  return (
    <figure className="m-0">
      <div className="flex gap-2">
        <div
          aria-hidden
          className="flex h-44 flex-col-reverse justify-between text-right text-2xs text-ink-faint numeric"
        >
          {scale.map((mark) => (
            <span key={mark} className="-my-2 leading-4">
              {format(mark)}
            </span>
          ))}
        </div>
        <div
          role="group"
          aria-label={label}
          tabIndex={0}
          className="relative h-44 min-w-0 flex-1 rounded"
          onKeyDown={onKeyDown}
          onBlur={() => setAt(null)}
          onPointerLeave={() => setAt(null)}
        >
          <svg
            aria-hidden
            viewBox={`0 0 ${slots.length} ${HEIGHT}`}
            preserveAspectRatio="none"
            className="absolute inset-0 size-full overflow-visible"
          >
            {scale.map((mark) => (
              <line
                key={mark}
                x1={0}
                x2={slots.length}
                y1={HEIGHT - (mark / top) * HEIGHT}
                y2={HEIGHT - (mark / top) * HEIGHT}
                stroke="var(--line)"
                strokeWidth={1}
                vectorEffect="non-scaling-stroke"
              />
            ))}
            {at !== null && <rect x={at} y={0} width={1} height={HEIGHT} fill="var(--hover)" opacity={0.7} />}
            {kind === "bars" ? (
              <Bars series={series} slots={slots.length} top={top} />
            ) : (
              <Lines series={series} top={top} />
            )}
          </svg>
          <div
            className="absolute inset-0 grid"
            style={{ gridTemplateColumns: `repeat(${slots.length}, 1fr)` }}
          >
            {slots.map((_, index) => (
              <div key={index} onPointerEnter={() => setAt(index)} />
            ))}
          </div>
          {at !== null && (
            <Reading slot={slots[at] ?? ""} at={at} slots={slots.length} series={series} format={format} />
          )}
        </div>
      </div>
      <div
        aria-hidden
        className="mt-1.5 ml-8 grid text-center text-2xs text-ink-faint"
        style={{ gridTemplateColumns: `repeat(${slots.length}, minmax(0, 1fr))` }}
      >
        {slots.map((slot, index) => (
          <span key={index} className="relative h-4">
            {shown.has(index) && (
              <span
                className={cn(
                  "absolute whitespace-nowrap",
                  index === slots.length - 1 ? "right-0" : "left-1/2 -translate-x-1/2",
                )}
              >
                {slot}
              </span>
            )}
          </span>
        ))}
      </div>
      <figcaption className="mt-2 flex flex-wrap gap-x-4 gap-y-1 text-xs text-ink-soft">
        {series.map(({ name, color }) => (
          <span key={name} className="flex items-center gap-1.5">
            <span className="size-2 rounded-xs" style={{ background: color }} />
            {name}
          </span>
        ))}
      </figcaption>
      <Values label={label} slots={slots} series={series} format={format} />
    </figure>
  );
}

function Bars({ series, slots, top }: { series: readonly Series[]; slots: number; top: number }) {
  const width = slots > 60 ? 0.9 : 0.68;
  return Array.from({ length: slots }, (_, slot) => {
    let below = 0;
    return series.map(({ name, color, values }) => {
      const value = values[slot] ?? 0;
      const height = (value / top) * HEIGHT;
      below += height;
      return value > 0 ? (
        <rect
          key={name}
          x={slot + (1 - width) / 2}
          y={HEIGHT - below}
          width={width}
          height={height}
          fill={color}
        />
      ) : null;
    });
  });
}

function Lines({ series, top }: { series: readonly Series[]; top: number }) {
  return series.map(({ name, color, values }) => (
    <g key={name} stroke={color} fill="none" strokeWidth={2} strokeLinecap="round" strokeLinejoin="round">
      <path d={line(values, top)} vectorEffect="non-scaling-stroke" />
      {values.map((value, slot) =>
        // A stroke without length is a dot that is round however the drawing is stretched.
        value === null ? null : (
          <path
            key={slot}
            d={`M${slot + 0.5} ${HEIGHT - (value / top) * HEIGHT}h0`}
            strokeWidth={5}
            vectorEffect="non-scaling-stroke"
          />
        ),
      )}
    </g>
  ));
}

/** Returns the path of a line with gaps where there is no value. */
function line(values: readonly (number | null)[], top: number): string {
  return values
    .map((value, slot) => {
      if (value === null) return "";
      const begins = slot === 0 || values[slot - 1] === null;
      return `${begins ? "M" : "L"}${slot + 0.5} ${HEIGHT - (value / top) * HEIGHT}`;
    })
    .join("");
}

interface ReadingProps {
  slot: string;
  at: number;
  slots: number;
  series: readonly Series[];
  format: (value: number) => string;
}

function Reading({ slot, at, slots, series, format }: ReadingProps) {
  const place = ((at + 0.5) / slots) * 100;
  return (
    <div
      role="status"
      className={cn(
        "pointer-events-none absolute top-1 z-10 min-w-28 rounded-md border bg-raised px-2.5 py-1.5 text-xs shadow-float",
        place > 50 ? "-translate-x-[calc(100%+0.75rem)]" : "translate-x-3",
      )}
      style={{ left: `${place}%` }}
    >
      <p className="font-medium">{slot}</p>
      {series.toReversed().map(({ name, color, values }) => {
        const value = values[at] ?? null;
        return (
          <p key={name} className="flex items-center gap-1.5 whitespace-nowrap text-ink-soft">
            <span className="size-2 rounded-xs" style={{ background: color }} />
            <span className="flex-1">{name}</span>
            <span className="ml-2 text-ink numeric">{value === null ? "–" : format(value)}</span>
          </p>
        );
      })}
    </div>
  );
}

function Values({ label, slots, series, format }: Pick<Props, "label" | "slots" | "series" | "format">) {
  return (
    <table className="sr-only">
      <caption>{label}</caption>
      <thead>
        <tr>
          <th scope="col">{t("When")}</th>
          {series.map(({ name }) => (
            <th key={name} scope="col">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {slots.map((slot, index) => (
          <tr key={index}>
            <th scope="row">{slot}</th>
            {series.map(({ name, values }) => {
              const value = values[index] ?? null;
              return <td key={name}>{value === null ? "–" : format(value)}</td>;
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

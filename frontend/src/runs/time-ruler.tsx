import { type PointerEvent, useState } from "react";

import { cn } from "@/lib/cn";
import { duration } from "@/lib/format";
import { t } from "@/lib/i18n";
import { between, type Span, ticks } from "@/runs/timeline";

interface Props {
  span: Span;
  /** Milliseconds of the whole run. */
  whole: number;
  onChange: (span: Span | null) => void;
  className?: string;
}

/** The time scale above the bars; a stretch of it is drawn with the pointer to look at it closely. */
export function TimeRuler({ span, whole, onChange, className }: Props) {
  const [drawn, setDrawn] = useState<{ from: number; to: number } | null>(null);
  const length = span.to - span.from;
  const left = (at: number) => `${((at - span.from) / length) * 100}%`;
  const timeAt = (event: PointerEvent<HTMLElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    return span.from + ((event.clientX - box.left) / box.width) * length;
  };
  return (
    <div
      className={cn("relative h-full cursor-col-resize touch-none overflow-hidden select-none", className)}
      title={t("Draw over a stretch of time to see it closely; double-click for all of it")}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        setDrawn({ from: timeAt(event), to: timeAt(event) });
      }}
      onPointerMove={(event) => drawn && setDrawn({ ...drawn, to: timeAt(event) })}
      onPointerUp={() => {
        const chosen = drawn && between(drawn.from, drawn.to, whole);
        setDrawn(null);
        if (chosen) onChange(chosen);
      }}
      onPointerCancel={() => setDrawn(null)}
      onDoubleClick={() => onChange(null)}
    >
      {ticks(span).map((at) => (
        <span
          key={at}
          className="absolute inset-y-0 border-l border-line pl-1 text-2xs leading-7 text-ink-faint numeric"
          style={{ left: left(at) }}
        >
          {duration(at)}
        </span>
      ))}
      {drawn && (
        <span
          className="absolute inset-y-0 bg-accent/20"
          style={{
            left: left(Math.min(drawn.from, drawn.to)),
            right: `calc(100% - ${left(Math.max(drawn.from, drawn.to))})`,
          }}
        />
      )}
    </div>
  );
}

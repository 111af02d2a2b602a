import { type PointerEvent, type ReactNode, useRef, useState } from "react";

import { cn } from "@/lib/cn";
import { t } from "@/lib/i18n";

/** A finger that moves less than this has tapped. */
const SWIPE_PX = 24;

/** On a phone, what is selected comes from below; pulled up it takes the whole page, pulled down it goes. */
export function Sheet({ close, children }: { close: () => void; children: ReactNode }) {
  const [tall, setTall] = useState(false);
  const from = useRef(0);
  const pulled = (event: PointerEvent) => {
    const by = event.clientY - from.current;
    if (Math.abs(by) < SWIPE_PX) return;
    if (by < 0) setTall(true);
    else if (tall) setTall(false);
    else close();
  };
  return (
    <div
      className={cn(
        "z-10 flex shrink-0 animate-rise flex-col overflow-hidden rounded-t-xl border-t bg-surface shadow-float dark:bg-ground",
        tall ? "h-full" : "h-3/5",
      )}
    >
      <button
        type="button"
        aria-expanded={tall}
        aria-label={tall ? t("Show the flow") : t("Use the whole page")}
        className="flex h-6 shrink-0 touch-none items-center justify-center"
        onPointerDown={(event) => {
          from.current = event.clientY;
          event.currentTarget.setPointerCapture(event.pointerId);
        }}
        onPointerUp={pulled}
        onClick={(event) => {
          if (Math.abs(event.clientY - from.current) < SWIPE_PX || event.detail === 0) setTall(!tall);
        }}
      >
        <span className="h-1 w-10 rounded-full bg-line-strong" />
      </button>
      <div className="flex min-h-0 flex-1">{children}</div>
    </div>
  );
}

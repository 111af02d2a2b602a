import { Slot } from "radix-ui";
import {
  type FocusEvent,
  type PointerEvent,
  type ReactNode,
  useEffect,
  useId,
  useRef,
  useState,
} from "react";
import { createPortal } from "react-dom";

import { Kbd } from "@/components/ui/kbd";
import { cn } from "@/lib/cn";

interface Props {
  text: ReactNode;
  shortcut?: string;
  side?: Side;
  children: ReactNode;
}

type Side = "top" | "right" | "bottom" | "left";

const PATIENCE_MS = 350;
const GAP_PX = 6;
const EDGE_PX = 8;

/**
 * Explains what the pointer or the focus is on. Every page has many of these, and a library that places them would be a
 * tenth of what the first page loads.
 */
export function Tip({ text, shortcut, side = "bottom", children }: Props) {
  const id = useId();
  const [around, setAround] = useState<DOMRect | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const hide = () => {
    clearTimeout(timer.current);
    setAround(null);
  };
  const show = (target: Element) => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setAround(target.getBoundingClientRect()), PATIENCE_MS);
  };
  useEffect(() => () => clearTimeout(timer.current), []);
  useEffect(() => {
    if (!around) return;
    const key = (event: KeyboardEvent) => event.key === "Escape" && setAround(null);
    const away = () => setAround(null);
    addEventListener("keydown", key);
    addEventListener("scroll", away, { capture: true, passive: true });
    return () => {
      removeEventListener("keydown", key);
      removeEventListener("scroll", away, { capture: true });
    };
  }, [around]);
  return (
    <>
      <Slot.Root
        {...(around ? { "aria-describedby": id } : {})}
        onPointerEnter={(event: PointerEvent) => event.pointerType !== "touch" && show(event.currentTarget)}
        onPointerLeave={hide}
        onPointerDown={hide}
        onFocus={(event: FocusEvent) => event.target.matches(":focus-visible") && show(event.currentTarget)}
        onBlur={hide}
      >
        {children}
      </Slot.Root>
      {around &&
        createPortal(
          <div
            id={id}
            role="tooltip"
            ref={(tip) => {
              if (tip) place(tip, around, side);
            }}
            className={cn(
              "pointer-events-none fixed z-50 flex w-max max-w-80 animate-fade items-center gap-2 rounded-md bg-ink px-2 py-1",
              "text-xs text-ground shadow-float",
            )}
          >
            {text}
            {shortcut && <Kbd keys={shortcut} inverse />}
          </div>,
          document.body,
        )}
    </>
  );
}

const OPPOSITE: Record<Side, Side> = { top: "bottom", bottom: "top", left: "right", right: "left" };

/** Puts a tip at a side of a box, at the other side where there is no room, and never over the edge of the page. */
function place(tip: HTMLElement, around: DOMRect, side: Side): void {
  const { width, height } = tip.getBoundingClientRect();
  const middle = { x: around.x + (around.width - width) / 2, y: around.y + (around.height - height) / 2 };
  const at: Record<Side, { x: number; y: number }> = {
    top: { x: middle.x, y: around.top - height - GAP_PX },
    bottom: { x: middle.x, y: around.bottom + GAP_PX },
    left: { x: around.left - width - GAP_PX, y: middle.y },
    right: { x: around.right + GAP_PX, y: middle.y },
  };
  const most = { x: innerWidth - width - EDGE_PX, y: innerHeight - height - EDGE_PX };
  const fits = ({ x, y }: { x: number; y: number }) =>
    x >= EDGE_PX && y >= EDGE_PX && x <= most.x && y <= most.y;
  const upright = side === "top" || side === "bottom";
  const along = upright ? { ...at[side], x: EDGE_PX } : { ...at[side], y: EDGE_PX };
  const { x, y } = at[fits(along) ? side : OPPOSITE[side]];
  tip.style.left = `${Math.max(EDGE_PX, Math.min(x, most.x))}px`;
  tip.style.top = `${Math.max(EDGE_PX, Math.min(y, most.y))}px`;
}

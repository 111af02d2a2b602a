import { X } from "lucide-react";
import { useEffect, useLayoutEffect, useRef, useState } from "react";

import { endTour } from "@/onboarding/tour-state";
import { Button } from "@/components/ui/button";
import { cn } from "@/lib/cn";
import { t } from "@/lib/i18n";
import { useTour } from "@/lib/tour";

interface Stop {
  /** What it is about, on the page; the card lies beside it. */
  anchor: string;
  title: string;
  text: string;
}

const stops = (): Stop[] => [
  {
    anchor: ".react-flow__node",
    title: t("This is your flow"),
    text: t("Each box is a step; wires say what comes next. Click one to see what it does, and change it."),
  },
  {
    anchor: "[data-tour=run]",
    title: t("Press Run"),
    text: t("Steps light up as they work in a real browser. Pictures and the table come up below."),
  },
  {
    anchor: "[data-tour=publish]",
    title: t("Then let it run by itself"),
    text: t("Every morning, on a webhook, after another flow: published versions run without you."),
  },
];

const WIDTH = 288;
const GAP = 12;

/** A few words beside what they are about. Nothing is in the way: whoever just goes on may. */
export default function Tour() {
  const stop = useTour((state) => state.stop);
  const shown = stop === null ? undefined : stops()[stop];
  return shown && stop !== null ? <Card key={stop} stop={shown} number={stop} all={stops().length} /> : null;
}

function Card({ stop, number, all }: { stop: Stop; number: number; all: number }) {
  const card = useRef<HTMLDivElement>(null);
  const place = usePlace(stop.anchor);
  const last = number === all - 1;
  const next = () => (last ? endTour() : useTour.setState({ stop: number + 1 }));
  const back = () => useTour.setState({ stop: Math.max(0, number - 1) });
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key === "Escape") endTour();
      else if (!card.current?.contains(document.activeElement)) return;
      else if (event.key === "ArrowRight") next();
      else if (event.key === "ArrowLeft") back();
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  });
  return (
    <div
      ref={card}
      role="dialog"
      aria-modal={false}
      aria-labelledby="tour-title"
      style={{ ...place, width: WIDTH }}
      className={cn(
        "fixed z-30 animate-rise rounded-xl border border-accent/40 bg-raised p-4 shadow-float",
        place === null && "inset-x-0 bottom-20 mx-auto",
      )}
    >
      <div className="flex items-start gap-2">
        <h2 id="tour-title" className="flex-1 text-sm font-semibold">
          {stop.title}
        </h2>
        <button
          type="button"
          aria-label={t("End the tour")}
          className="-mt-1 -mr-1 rounded p-1 text-ink-faint hover:bg-hover hover:text-ink"
          onClick={endTour}
        >
          <X className="size-4" />
        </button>
      </div>
      <p className="mt-1 text-sm text-ink-soft">{stop.text}</p>
      <div className="mt-3 flex items-center gap-2">
        <span className="flex-1 text-xs text-ink-faint numeric">
          {t("{n} of {all}", { n: number + 1, all })}
        </span>
        {number > 0 && (
          <Button size="sm" look="quiet" onClick={back}>
            {t("Back")}
          </Button>
        )}
        <Button size="sm" look="primary" onClick={next}>
          {last ? t("Done") : t("Next")}
        </Button>
      </div>
    </div>
  );
}

/** Returns where a card lies that is about something on the page: below it, within the window; null while it is not there. */
function usePlace(anchor: string): { left: number; top: number } | null {
  const [place, setPlace] = useState<{ left: number; top: number } | null>(null);
  useLayoutEffect(() => {
    const look = () => {
      const found = document.querySelector(anchor)?.getBoundingClientRect();
      if (!found) return;
      const left = Math.min(Math.max(GAP, found.left), innerWidth - WIDTH - GAP);
      const top = Math.min(found.bottom + GAP, innerHeight - 180);
      setPlace((before) => (before?.left === left && before.top === top ? before : { left, top }));
    };
    look();
    const timer = setInterval(look, 400);
    return () => clearInterval(timer);
  }, [anchor]);
  return place;
}

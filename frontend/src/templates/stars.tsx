import { Star } from "lucide-react";
import { useState } from "react";

import { cn } from "@/lib/cn";
import { tenths } from "@/lib/format";
import { formatNumber, t, tn } from "@/lib/i18n";

const ALL = [1, 2, 3, 4, 5];

/** How something is rated on average. */
export function Rating({ rating, ratings }: { rating: number | null; ratings: number }) {
  if (rating === null) return <span className="text-ink-faint">{t("Not rated yet")}</span>;
  return (
    <span
      className="inline-flex items-center gap-1"
      title={tn(ratings, "{n} rating", "{n} ratings")}
      aria-label={t("{rating} of 5 stars", { rating: formatNumber(Math.round(rating * 10) / 10) })}
    >
      <Star className="size-3.5 fill-wait text-wait" />
      <span className="font-medium text-ink numeric">{tenths(rating)}</span>
      <span className="text-ink-faint numeric">({formatNumber(ratings)})</span>
    </span>
  );
}

interface Props {
  stars: number;
  rate: (stars: number) => void;
  refused?: string | null;
}

/** Stars to give; the ones given already are taken back by another click. */
export function Stars({ stars, rate, refused }: Props) {
  const [over, setOver] = useState(0);
  const lit = over || stars;
  return (
    <div
      role="radiogroup"
      aria-label={t("Your rating")}
      className="flex"
      onPointerLeave={() => setOver(0)}
      title={refused ?? undefined}
    >
      {ALL.map((each) => (
        <button
          key={each}
          type="button"
          role="radio"
          aria-checked={stars === each}
          aria-label={tn(each, "{n} star", "{n} stars")}
          disabled={Boolean(refused)}
          className="rounded p-0.5 disabled:opacity-50"
          onPointerEnter={() => setOver(each)}
          onClick={() => rate(stars === each ? 0 : each)}
        >
          <Star className={cn("size-5", each <= lit ? "fill-wait text-wait" : "text-line-strong")} />
        </button>
      ))}
    </div>
  );
}

import { Link } from "@tanstack/react-router";
import { ArrowRight, Workflow } from "lucide-react";

import type { Listing, Template } from "@/api/templates";
import { ActionButton } from "@/components/action-button";
import { ApiImage } from "@/components/api-image";
import { Badge } from "@/components/badge";
import { cn } from "@/lib/cn";
import { t, tn } from "@/lib/i18n";
import { CATEGORY_LOOKS } from "@/templates/categories";
import { Rating } from "@/templates/stars";

/** A template of the gallery or of the marketplace. */
export type Card = Template | Listing;

export function isListing<L extends Listing>(card: Template | L): card is L {
  return "ratings" in card;
}

interface PictureProps {
  card: Card;
  className?: string;
}

/** What a run of the template looked like; for one without a picture, its kind. */
export function TemplatePicture({ card, className }: PictureProps) {
  const folder = isListing(card) ? "marketplace" : "templates";
  const Icon = CATEGORY_LOOKS[card.category].icon;
  const none = (
    <div className={cn("flex items-center justify-center bg-sunken text-ink-faint", className)}>
      <Icon className="size-10" strokeWidth={1} aria-hidden />
    </div>
  );
  if (card.picture === null) return none;
  return (
    <ApiImage
      path={`/api/v1/${folder}/${encodeURIComponent(card.id)}/picture`}
      digest={card.picture}
      alt=""
      className={cn("bg-sunken object-cover object-top", className)}
      fallback={<div aria-hidden className={cn("skeleton rounded-none", className)} />}
    />
  );
}

interface Props {
  card: Card;
  use: () => void;
  busy: boolean;
}

/** A template in the gallery: what it looks like, what it does, and one click to begin. */
export function TemplateCard({ card, use, busy }: Props) {
  const { label } = CATEGORY_LOOKS[card.category];
  return (
    <li className="group relative flex flex-col overflow-hidden rounded-xl border bg-surface shadow-lift transition-shadow focus-within:border-accent hover:border-line-strong hover:shadow-float">
      <TemplatePicture card={card} className="aspect-16/10 w-full border-b" />
      <div className="flex flex-1 flex-col gap-1 p-3.5">
        <h2 className="truncate font-semibold">
          <Link
            from="/templates"
            to="/templates"
            search={(now) => ({ ...now, open: card.id })}
            className="rounded outline-none after:absolute after:inset-0"
          >
            {card.title}
          </Link>
        </h2>
        <p className="line-clamp-2 min-h-10 text-sm text-ink-soft">{card.summary}</p>
        <div className="mt-2 flex items-center gap-2 text-xs">
          <Badge>{t(label)}</Badge>
          {isListing(card) ? (
            <Rating rating={card.rating} ratings={card.ratings} />
          ) : (
            <span className="flex min-w-0 items-center gap-1 whitespace-nowrap text-ink-faint">
              <Workflow className="size-3.5" />
              {tn(card.nodes, "{n} node", "{n} nodes")}
            </span>
          )}
          {isListing(card) && card.uses > 0 && (
            <span className="text-ink-faint numeric">{tn(card.uses, "{n} use", "{n} uses")}</span>
          )}
          <ActionButton
            operation={isListing(card) ? "marketplace_use" : "templates_use"}
            look="primary"
            size="sm"
            className="relative ml-auto"
            disabled={busy}
            aria-label={t("Use {name}", { name: card.title })}
            onClick={use}
          >
            {t("Use")}
            <ArrowRight />
          </ActionButton>
        </div>
      </div>
    </li>
  );
}

export function CardSkeletons() {
  return (
    <ul aria-hidden className={CARD_GRID}>
      {Array.from({ length: 8 }, (_, index) => (
        <li key={index} className="overflow-hidden rounded-xl border bg-surface">
          <div className="aspect-16/10 skeleton rounded-none" />
          <div className="space-y-2.5 p-3.5">
            <div className="h-4 w-1/2 skeleton" />
            <div className="h-3 w-full skeleton" />
            <div className="h-3 w-3/4 skeleton" />
            <div className="h-5 w-20 skeleton" />
          </div>
        </li>
      ))}
    </ul>
  );
}

export const CARD_GRID = "grid grid-cols-1 gap-4 sm:grid-cols-[repeat(auto-fill,minmax(17rem,1fr))]";

import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { ArrowRight, Flag, Trash2, Upload } from "lucide-react";
import { useState } from "react";

import { nodesQuery } from "@/api/nodes";
import {
  alikeQuery,
  type Listing,
  type ListingPage,
  listingQuery,
  templateQuery,
  type TemplateView,
  useDeleteTemplate,
  useRateListing,
  useReportListing,
  useUnpublishListing,
} from "@/api/templates";
import { ActionButton } from "@/components/action-button";
import { Badge } from "@/components/badge";
import { Loaded } from "@/components/loaded";
import { Markdown } from "@/components/markdown";
import { NodeIcon } from "@/components/node-icon";
import { Button } from "@/components/ui/button";
import { confirm } from "@/components/ui/confirm";
import { Dialog } from "@/components/ui/dialog";
import { Input } from "@/components/ui/input";
import { Popover } from "@/components/ui/popover";
import { toast } from "@/components/ui/toast";
import { useCan } from "@/hooks/use-can";
import { t, tn } from "@/lib/i18n";
import { CATEGORY_LOOKS } from "@/templates/categories";
import { PublishDialog } from "@/templates/publish-dialog";
import { Rating, Stars } from "@/templates/stars";
import { type Card, isListing, TemplatePicture } from "@/templates/template-card";

interface Props {
  id: string;
  market: boolean;
  close: () => void;
  use: (id: string) => void;
  busy: boolean;
}

/** A template looked at before it is used: its picture, what it does, what it is made of. */
export function TemplateDialog({ id, market, close, use, busy }: Props) {
  const template = useQuery({ ...templateQuery(id), enabled: !market });
  const listing = useQuery({ ...listingQuery(id), enabled: market });
  const query = market ? listing : template;
  const card: TemplateView | ListingPage | undefined = query.data;
  return (
    <Dialog
      open
      wide
      onOpenChange={(open) => open || close()}
      title={card?.title ?? t("Template")}
      description={card?.summary}
      footer={
        card && (
          <>
            {isListing(card) ? (
              <MarketActions listing={card} close={close} />
            ) : (
              <OwnActions card={card} close={close} />
            )}
            <ActionButton
              operation={market ? "marketplace_use" : "templates_use"}
              look="primary"
              disabled={busy}
              onClick={() => use(id)}
            >
              {t("Use this template")}
              <ArrowRight />
            </ActionButton>
          </>
        )
      }
    >
      <Loaded<TemplateView | ListingPage> query={query} skeleton={<div className="aspect-16/10 skeleton" />}>
        {(card) => (
          <div className="space-y-5">
            <TemplatePicture card={card} className="aspect-16/9 max-h-80 w-full rounded-lg border" />
            <div className="grid gap-6 sm:grid-cols-[1fr_15rem]">
              <div className="min-w-0 space-y-4">
                {isListing(card) && <MarketFacts listing={card} />}
                <Markdown text={card.description} />
                {card.outcome && (
                  <div className="rounded-lg border bg-ground p-3 text-sm">
                    <h3 className="mb-0.5 text-xs font-semibold text-ink-faint">{t("What a run gives")}</h3>
                    {card.outcome}
                  </div>
                )}
              </div>
              <div className="space-y-4">
                <Steps types={card.node_types} nodes={card.nodes} />
                <Tags card={card} />
              </div>
            </div>
            {market && <Alike id={id} />}
          </div>
        )}
      </Loaded>
    </Dialog>
  );
}

function Steps({ types, nodes }: { types: readonly string[]; nodes: number }) {
  const known = new Map(useQuery(nodesQuery).data?.map((type) => [type.id, type]));
  return (
    <section>
      <h3 className="mb-1.5 text-xs font-semibold text-ink-faint">{tn(nodes, "{n} node", "{n} nodes")}</h3>
      <ul className="space-y-1">
        {types.map((type) => (
          <li key={type} className="flex items-center gap-2 text-sm">
            <NodeIcon icon={known.get(type)?.icon} folder={type.split(".")[0] ?? ""} />
            <span className="truncate">{known.get(type)?.title ?? type}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Tags({ card }: { card: Card }) {
  return (
    <div className="flex flex-wrap gap-1.5">
      <Badge tone="accent">{t(CATEGORY_LOOKS[card.category].label)}</Badge>
      {card.tags.map((tag) => (
        <Link
          key={tag}
          from="/templates"
          to="/templates"
          search={(now) => ({ shelf: now.shelf, tag })}
          className="rounded-full"
        >
          <Badge className="hover:text-ink">{tag}</Badge>
        </Link>
      ))}
    </div>
  );
}

function MarketFacts({ listing }: { listing: ListingPage }) {
  const rate = useRateListing();
  const { why } = useCan("marketplace_rate");
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2 text-xs text-ink-soft">
      <span>{t("by {name}", { name: listing.by })}</span>
      <Rating rating={listing.rating} ratings={listing.ratings} />
      <span className="numeric">{tn(listing.uses, "{n} use", "{n} uses")}</span>
      {!listing.own && (
        <Stars
          stars={listing.my_stars ?? 0}
          refused={why}
          rate={(stars) => rate.mutate({ listing: listing.id, stars })}
        />
      )}
    </div>
  );
}

function Alike({ id }: { id: string }) {
  const alike = useQuery(alikeQuery(id)).data?.filter((each) => each.id !== id) ?? [];
  if (alike.length === 0) return null;
  return (
    <section>
      <h3 className="mb-2 text-xs font-semibold text-ink-faint">{t("Much like it")}</h3>
      <ul className="grid gap-3 sm:grid-cols-3">
        {alike.slice(0, 3).map((each: Listing) => (
          <li key={each.id}>
            <Link
              from="/templates"
              to="/templates"
              search={(now) => ({ ...now, open: each.id })}
              className="block overflow-hidden rounded-lg border bg-surface text-sm font-medium hover:border-line-strong"
            >
              <TemplatePicture card={each} className="aspect-16/10 w-full border-b" />
              <span className="block truncate px-2.5 py-1.5">{each.title}</span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}

function MarketActions({ listing, close }: { listing: ListingPage; close: () => void }) {
  const unpublish = useUnpublishListing();
  const withdraw = async () => {
    const sure = await confirm({
      title: t("Take {name} off the marketplace?", { name: listing.title }),
      description: t("Flows that were made of it stay as they are."),
      action: t("Take it off"),
      danger: true,
    });
    if (!sure) return;
    await unpublish.mutateAsync(listing.id);
    close();
  };
  if (listing.own) {
    return (
      <ActionButton
        operation="marketplace_unpublish"
        look="quiet"
        className="mr-auto"
        onClick={() => void withdraw()}
      >
        <Trash2 />
        {t("Take it off")}
      </ActionButton>
    );
  }
  return listing.origin === "market" ? <ReportButton listing={listing} /> : null;
}

function ReportButton({ listing }: { listing: ListingPage }) {
  const report = useReportListing();
  const [reason, setReason] = useState("");
  const [open, setOpen] = useState(false);
  const send = () =>
    report.mutate(
      { listing: listing.id, reason },
      {
        onSuccess: () => {
          toast.ok(t("Thank you. It will be looked at."));
          setOpen(false);
        },
        onError: (error) => toast.error(error),
      },
    );
  return (
    <Popover
      open={open}
      onOpenChange={setOpen}
      trigger={
        <Button look="quiet" className="mr-auto">
          <Flag />
          {t("Report")}
        </Button>
      }
    >
      <form
        className="flex gap-2"
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        <Input
          aria-label={t("What is wrong with it?")}
          placeholder={t("What is wrong with it?")}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
        <Button type="submit" disabled={reason.trim() === "" || report.isPending}>
          {t("Send")}
        </Button>
      </form>
    </Popover>
  );
}

function OwnActions({ card, close }: { card: Card; close: () => void }) {
  const remove = useDeleteTemplate();
  const [publishing, setPublishing] = useState(false);
  if (card.origin !== "workspace") return null;
  const discard = async () => {
    const sure = await confirm({
      title: t("Delete the template {name}?", { name: card.title }),
      description: t("Flows that were made of it stay as they are."),
      action: t("Delete"),
      danger: true,
    });
    if (!sure) return;
    await remove.mutateAsync(card.id);
    close();
  };
  return (
    <>
      <ActionButton
        operation="templates_delete"
        look="quiet"
        className="mr-auto"
        onClick={() => void discard()}
      >
        <Trash2 />
        {t("Delete")}
      </ActionButton>
      <ActionButton operation="marketplace_publish" onClick={() => setPublishing(true)}>
        <Upload />
        {t("Publish")}
      </ActionButton>
      {publishing && <PublishDialog template={card} close={() => setPublishing(false)} />}
    </>
  );
}

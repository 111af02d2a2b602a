import { useInfiniteQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { LayoutTemplate, Save, Search, Store, X } from "lucide-react";
import { lazy, Suspense, useRef, useState } from "react";

import { marketQuery, templatesQuery, useUseTemplate } from "@/api/templates";
import { ActionButton } from "@/components/action-button";
import { Empty } from "@/components/empty";
import { Loaded } from "@/components/loaded";
import { LoadMore } from "@/components/load-more";
import { Page } from "@/components/page";
import { Button } from "@/components/ui/button";
import { Segments } from "@/components/ui/choice";
import { SearchInput } from "@/components/ui/search-input";
import { Select } from "@/components/ui/select";
import { useAhead } from "@/hooks/use-ahead";
import { cn } from "@/lib/cn";
import { msg, t } from "@/lib/i18n";
import { randomId } from "@/lib/random-id";
import { CATEGORY_LOOKS } from "@/templates/categories";
import { CATEGORIES, ORDERS, type TemplatesSearch } from "@/templates/search";
import { type Card, CARD_GRID, CardSkeletons, TemplateCard } from "@/templates/template-card";

const dialog = () => import("@/templates/template-dialog");
const TemplateDialog = lazy(async () => ({ default: (await dialog()).TemplateDialog }));
const SaveDialog = lazy(async () => ({ default: (await import("@/templates/save-dialog")).SaveDialog }));

const ORDER_LABELS = {
  best: msg("Best first"),
  rating: msg("Best rated"),
  uses: msg("Most used"),
  newest: msg("Newest"),
  title: msg("By name"),
} as const;

/** Working flows to begin with: those that come along, the workspace's own, and those that others published. */
export function TemplatesPage() {
  useAhead(dialog);
  const search = useSearch({ from: "/templates" });
  const navigate = useNavigate({ from: "/templates" });
  const set = (change: TemplatesSearch) => void navigate({ search: { ...search, ...change }, replace: true });
  const [saving, setSaving] = useState(false);
  const { use, busy } = useTemplate();
  const market = search.shelf === "market";
  const cards = useCards(search);
  return (
    <Page
      title={t("Templates")}
      actions={
        <ActionButton operation="templates_save" onClick={() => setSaving(true)}>
          <Save />
          {t("Save a flow as template")}
        </ActionButton>
      }
      bar={
        <>
          <Segments
            label={t("Shelf")}
            value={search.shelf ?? "gallery"}
            onChange={(shelf) => set({ shelf: shelf === "gallery" ? undefined : shelf, open: undefined })}
            options={[
              { value: "gallery", label: t("Gallery") },
              { value: "market", label: t("Marketplace") },
              { value: "own", label: t("Ours") },
            ]}
          />
          <SearchInput
            className="w-full sm:w-80"
            value={search.q ?? ""}
            onChange={(q) => set({ q: q || undefined })}
            placeholder={market ? t("Say what you want to do") : t("Search templates")}
          />
          {market && (
            <Select
              label={t("Order")}
              value={search.order ?? "best"}
              onChange={(order) => set({ order: order === "best" ? undefined : order })}
              options={ORDERS.map((value) => ({ value, label: t(ORDER_LABELS[value]) }))}
            />
          )}
          {search.tag && (
            <Button size="sm" onClick={() => set({ tag: undefined })}>
              {search.tag}
              <X aria-label={t("Any tag")} />
            </Button>
          )}
        </>
      }
    >
      <Categories search={search} set={set} />
      <div className="px-4 pb-8 sm:px-6">
        <Loaded<object> query={cards.query} skeleton={<CardSkeletons />}>
          {() => (
            <>
              <ul className={CARD_GRID}>
                {cards.shown.map((card) => (
                  <TemplateCard key={card.id} card={card} busy={busy} use={() => use(card.id, market)} />
                ))}
              </ul>
              {cards.shown.length === 0 && <NoCards search={search} save={() => setSaving(true)} />}
            </>
          )}
        </Loaded>
        <LoadMore
          more={cards.query.hasNextPage && !cards.query.isFetchingNextPage}
          load={() => void cards.query.fetchNextPage()}
        />
      </div>
      <Suspense>
        {search.open && (
          <TemplateDialog
            key={search.open}
            id={search.open}
            market={market}
            busy={busy}
            use={(id) => use(id, market)}
            close={() => set({ open: undefined })}
          />
        )}
        {saving && <SaveDialog close={() => setSaving(false)} />}
      </Suspense>
    </Page>
  );
}

function useCards({ shelf, q, category, tag, order }: TemplatesSearch) {
  const market = shelf === "market";
  const listings = useInfiniteQuery({ ...marketQuery({ q, category, tag, order }), enabled: market });
  const templates = useInfiniteQuery({ ...templatesQuery({ q, category, tag }), enabled: !market });
  const query = market ? listings : templates;
  const all: readonly Card[] = query.data?.pages.flatMap((page): readonly Card[] => page.items) ?? [];
  return { query, shown: shelf === "own" ? all.filter((card) => card.origin === "workspace") : all };
}

/** Makes a flow of a template and opens it. */
function useTemplate() {
  const make = useUseTemplate();
  const navigate = useNavigate();
  // Two clicks on one card are one intent; the next flow of it is another.
  const intent = useRef(randomId(24));
  const use = (template: string, market: boolean) => {
    make.mutate(
      { template, market, key: intent.current },
      {
        onSuccess: (flow) => void navigate({ to: "/flows/$flow", params: { flow: flow.id } }),
        onSettled: () => (intent.current = randomId(24)),
      },
    );
  };
  return { use, busy: make.isPending };
}

interface CategoriesProps {
  search: TemplatesSearch;
  set: (change: TemplatesSearch) => void;
}

function Categories({ search, set }: CategoriesProps) {
  return (
    <div
      role="group"
      aria-label={t("Category")}
      className="flex shrink-0 [scrollbar-width:none] gap-1.5 overflow-x-auto px-4 pt-0.5 pb-4 sm:px-6"
    >
      {CATEGORIES.map((category) => {
        const { label, icon: Icon } = CATEGORY_LOOKS[category];
        const on = search.category === category;
        return (
          <button
            key={category}
            type="button"
            aria-pressed={on}
            onClick={() => set({ category: on ? undefined : category })}
            className={cn(
              "flex h-8 shrink-0 items-center gap-1.5 rounded-full border px-3 text-xs font-medium",
              on
                ? "border-accent bg-accent-soft text-accent"
                : "bg-surface text-ink-soft shadow-lift hover:border-line-strong hover:text-ink",
            )}
          >
            <Icon className="size-3.5" />
            {t(label)}
          </button>
        );
      })}
    </div>
  );
}

function NoCards({ search, save }: { search: TemplatesSearch; save: () => void }) {
  if (search.q ?? search.category ?? search.tag) {
    return (
      <Empty
        icon={Search}
        title={t("No template fits")}
        actions={
          <Button asChild>
            <Link to="/templates" search={{ shelf: search.shelf }}>
              {t("Show all templates")}
            </Link>
          </Button>
        }
      >
        {t("Other words may find it, or another shelf.")}
      </Empty>
    );
  }
  if (search.shelf === "market") {
    return (
      <Empty icon={Store} title={t("Nothing was published yet")}>
        {t("Templates that you publish are found here by everybody on this host.")}
      </Empty>
    );
  }
  return (
    <Empty
      icon={LayoutTemplate}
      title={t("No templates of your own yet")}
      actions={
        <ActionButton operation="templates_save" look="primary" onClick={save}>
          <Save />
          {t("Save a flow as template")}
        </ActionButton>
      }
    >
      {t("Keep a flow that others should begin with. It stays as it was when you saved it.")}
    </Empty>
  );
}

import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Download } from "lucide-react";
import { useState } from "react";

import { type CreditEntry, creditEntriesQuery, creditsQuery, creditUsageQuery } from "@/api/credits";
import { saveFile } from "@/api/files";
import { Badge, type Tone } from "@/components/badge";
import { Chart } from "@/components/charts/chart";
import { Loaded } from "@/components/loaded";
import { LoadMore } from "@/components/load-more";
import { Page } from "@/components/page";
import { Section, Sections } from "@/components/section";
import { StatSkeleton, StatTile, StatTiles } from "@/components/stat-tile";
import { type Column, Table } from "@/components/table";
import { Button } from "@/components/ui/button";
import { Menu } from "@/components/ui/menu";
import { toast } from "@/components/ui/toast";
import { calendar, dateTime } from "@/lib/format";
import { formatNumber, language, msg, t } from "@/lib/i18n";
import { BudgetSection } from "@/usage/budget";
import { PacksSection } from "@/usage/packs";

const DAYS = 30;
const DAY_MS = 86_400_000;

const day = (at: number) => new Date(at).toISOString().slice(0, 10);

/** What runs cost: the balance, what was charged for what, limits, and more credits. */
export function UsagePage() {
  const account = useQuery(creditsQuery);
  const [until] = useState(() => Date.now());
  return (
    <Page
      title={t("Usage and credits")}
      actions={
        <Menu
          trigger={
            <Button>
              <Download />
              {t("Export the ledger")}
            </Button>
          }
          groups={[
            (["csv", "jsonl"] as const).map((format) => ({
              label: format === "csv" ? "CSV" : "JSON Lines",
              onSelect: () =>
                void saveFile("/api/v1/credits/export", `credits.${format}`, { format }).catch(toast.error),
            })),
          ]}
        />
      }
    >
      <Sections>
        <Loaded query={account} skeleton={<StatSkeleton count={4} />}>
          {({ counted, balance, reserved, month, sells }) => (
            <>
              {!counted && (
                <p className="rounded-lg bg-busy-soft px-3 py-2 text-sm text-busy">
                  {t("On this host runs cost nothing; their credits are counted all the same.")}
                </p>
              )}
              <StatTiles label={t("Credits")}>
                {counted && (
                  <>
                    <StatTile
                      label={t("Balance")}
                      value={formatNumber(balance)}
                      tone={balance <= 0 ? "bad" : undefined}
                      about={t("credits to spend")}
                    />
                    <StatTile
                      label={t("Reserved")}
                      value={formatNumber(reserved)}
                      about={t("for runs under way")}
                    />
                  </>
                )}
                <StatTile
                  label={t("Used this month")}
                  value={formatNumber(month.used)}
                  about={calendar(month.month)}
                />
                <StatTile
                  label={t("Left of the month's budget")}
                  value={month.left === null ? "–" : formatNumber(month.left)}
                  tone={month.left !== null && month.left <= 0 ? "bad" : undefined}
                  about={
                    month.budget === null
                      ? t("No budget is set")
                      : t("of {n}", { n: formatNumber(month.budget) })
                  }
                />
              </StatTiles>
              <div className="grid gap-4 lg:grid-cols-3">
                <UsageByDay until={until} />
                <BudgetSection />
              </div>
              {sells && <PacksSection />}
              {counted && <Ledger />}
            </>
          )}
        </Loaded>
      </Sections>
    </Page>
  );
}

function UsageByDay({ until }: { until: number }) {
  const days = Array.from({ length: DAYS }, (_, index) => day(until - (DAYS - 1 - index) * DAY_MS));
  const query = useQuery(creditUsageQuery(days[0] ?? day(until), day(until)));
  return (
    <Section title={t("Charged by day")} about={t("Days of UTC")} className="lg:col-span-2">
      <Loaded query={query} skeleton={<div className="h-56 skeleton" />}>
        {(usage) => {
          const of = (date: string) =>
            usage.days
              .filter((each) => each.day === date)
              .reduce((sum, each) => sum + each.charged - each.refunded, 0);
          return (
            <div className="space-y-4">
              <Chart
                kind="bars"
                label={t("Credits charged by day")}
                format={formatNumber}
                slots={days.map((date) =>
                  new Date(date).toLocaleDateString(language(), {
                    day: "numeric",
                    month: "short",
                    timeZone: "UTC",
                  }),
                )}
                series={[{ name: t("Credits"), color: "var(--accent)", values: days.map(of) }]}
              />
              <Table
                label={t("Charged by flow")}
                rows={usage.flows}
                rowKey={(use) => use.flow}
                columns={[
                  {
                    id: "flow",
                    title: t("Flow"),
                    className: "max-w-0 w-full truncate font-medium",
                    sort: (use) => use.flow_name,
                    cell: (use) => use.flow_name || use.flow,
                  },
                  {
                    id: "runs",
                    title: t("Runs"),
                    right: true,
                    sort: (use) => use.runs,
                    cell: (use) => formatNumber(use.runs),
                  },
                  {
                    id: "charged",
                    title: t("Credits"),
                    right: true,
                    sort: (use) => use.charged,
                    cell: (use) => formatNumber(use.charged - use.refunded),
                  },
                ]}
              />
            </div>
          );
        }}
      </Loaded>
    </Section>
  );
}

const KINDS: Record<CreditEntry["kind"], { label: string; tone: Tone }> = {
  opening: { label: msg("Opening"), tone: "ok" },
  grant: { label: msg("Grant"), tone: "ok" },
  purchase: { label: msg("Bought"), tone: "ok" },
  reserve: { label: msg("Reserved"), tone: "wait" },
  settle: { label: msg("Settled"), tone: "plain" },
  refund: { label: msg("Refunded"), tone: "busy" },
  reversal: { label: msg("Taken back"), tone: "bad" },
};

function Ledger() {
  const query = useInfiniteQuery(creditEntriesQuery);
  const columns: Column<CreditEntry>[] = [
    {
      id: "at",
      title: t("When"),
      cell: (entry) => <time className="text-xs whitespace-nowrap text-ink-soft">{dateTime(entry.at)}</time>,
    },
    {
      id: "kind",
      title: t("Kind"),
      cell: ({ kind }) => <Badge tone={KINDS[kind].tone}>{t(KINDS[kind].label)}</Badge>,
    },
    {
      id: "for",
      title: t("For"),
      from: "sm",
      className: "max-w-0 w-1/2 truncate",
      cell: (entry) =>
        entry.run ? (
          <Link to="/runs/$run" params={{ run: entry.run }} className="rounded hover:text-accent">
            {entry.flow_name ?? entry.run}
          </Link>
        ) : (
          <span className="text-ink-soft">{entry.note}</span>
        ),
    },
    {
      id: "amount",
      title: t("Credits"),
      right: true,
      cell: ({ amount }) => (
        <span className={amount > 0 ? "text-ok" : ""}>
          {amount > 0 && "+"}
          {formatNumber(amount)}
        </span>
      ),
    },
  ];
  return (
    <Section flush title={t("Ledger")} about={t("Every change of the balance; lines are never changed.")}>
      <Loaded query={query}>
        {({ pages }) => (
          <Table
            label={t("Ledger")}
            rows={pages.flatMap((page) => page.items)}
            columns={columns}
            rowKey={(entry) => entry.id}
          />
        )}
      </Loaded>
      <LoadMore
        more={query.hasNextPage && !query.isFetchingNextPage}
        load={() => void query.fetchNextPage()}
      />
    </Section>
  );
}

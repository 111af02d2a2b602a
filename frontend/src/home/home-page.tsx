import { useQuery } from "@tanstack/react-query";
import { LayoutTemplate } from "lucide-react";
import { Link } from "@tanstack/react-router";
import { useMemo, useState } from "react";

import { type Statistics, statisticsQuery } from "@/api/statistics";
import { Loaded } from "@/components/loaded";
import { Page } from "@/components/page";
import { Sections } from "@/components/section";
import { StatSkeleton, StatTile, StatTiles } from "@/components/stat-tile";
import { Button } from "@/components/ui/button";
import { Segments } from "@/components/ui/choice";
import { DayCharts } from "@/home/charts";
import { FirstSteps } from "@/home/first-steps";
import { type Days, DAYS, spanOf } from "@/home/period";
import { percent, Standouts } from "@/home/standouts";
import { Upcoming } from "@/home/upcoming";
import { duration } from "@/lib/format";
import { formatNumber, t, tn } from "@/lib/i18n";

/** How the workspace's flows do. */
export function HomePage() {
  const [days, setDays] = useState<Days>("7");
  const { since, before } = useMemo(() => spanOf(days), [days]);
  const timezone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const now = useQuery(statisticsQuery({ since, timezone }));
  const earlier = useQuery(statisticsQuery({ since: before, until: since, timezone })).data;
  return (
    <Page
      title={t("Home")}
      actions={
        <>
          <Segments
            label={t("Period")}
            value={days}
            onChange={setDays}
            options={DAYS.map((value) => ({ value, label: tn(Number(value), "{n} day", "{n} days") }))}
          />
          <Button asChild>
            <Link to="/templates">
              <LayoutTemplate />
              {t("Templates")}
            </Link>
          </Button>
        </>
      }
    >
      <Sections>
        <Loaded query={now} skeleton={<HomeSkeleton />}>
          {(found) => (isEmpty(found, earlier) ? <FirstSteps /> : <Tiles found={found} earlier={earlier} />)}
        </Loaded>
        {now.data && !isEmpty(now.data, earlier) && (
          <div className="grid gap-4 lg:grid-cols-3">
            <DayCharts found={now.data} days={days} />
            <Standouts flows={now.data.flows} />
            <Upcoming />
          </div>
        )}
      </Sections>
    </Page>
  );
}

function isEmpty(found: Statistics, earlier: Statistics | undefined): boolean {
  const { queued, running, waiting } = found.under_way;
  return found.totals.runs + (earlier?.totals.runs ?? 0) + queued + running + waiting === 0;
}

function Tiles({ found, earlier }: { found: Statistics; earlier: Statistics | undefined }) {
  const { totals, under_way: way } = found;
  const was = earlier?.totals;
  const failed = (totals.by_status.failed ?? 0) + (totals.by_status.timed_out ?? 0);
  const before = (text: string | null | undefined) =>
    text && t("{value} in the time before", { value: text });
  const ms = (value: number | null | undefined) =>
    value === null || value === undefined ? null : duration(value);
  return (
    <StatTiles label={t("All runs")}>
      <StatTile
        label={t("Runs")}
        value={formatNumber(totals.runs)}
        about={before(was && formatNumber(was.runs))}
      />
      <StatTile
        label={t("Success rate")}
        value={totals.success_rate === null ? "–" : percent(totals.success_rate)}
        tone={totals.success_rate !== null && totals.success_rate < 0.9 ? "bad" : undefined}
        about={tn(failed, "{n} failed", "{n} failed")}
      />
      <StatTile
        label={t("Median duration")}
        value={ms(totals.duration.p50_ms) ?? "–"}
        about={before(ms(was?.duration.p50_ms))}
      />
      <StatTile
        label={t("95th percentile")}
        value={ms(totals.duration.p95_ms) ?? "–"}
        about={before(ms(was?.duration.p95_ms))}
      />
      <StatTile
        label={t("Credits")}
        value={formatNumber(totals.credits)}
        about={before(was && formatNumber(was.credits))}
      />
      <StatTile
        label={t("Under way")}
        value={formatNumber(way.running)}
        about={t("{queued} queued, {waiting} waiting", {
          queued: formatNumber(way.queued),
          waiting: formatNumber(way.waiting),
        })}
      />
    </StatTiles>
  );
}

function HomeSkeleton() {
  return (
    <>
      <StatSkeleton count={6} />
      <div aria-hidden className="grid gap-4 lg:grid-cols-3">
        <div className="h-72 skeleton rounded-xl lg:col-span-2" />
        <div className="h-72 skeleton rounded-xl" />
      </div>
    </>
  );
}

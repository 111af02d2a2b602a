import type { Statistics } from "@/api/statistics";
import { Chart } from "@/components/charts/chart";
import { Section } from "@/components/section";
import { duration } from "@/lib/format";
import { formatNumber, t } from "@/lib/i18n";
import { type Days, dayLabel } from "@/home/period";

interface Props {
  found: Statistics;
  days: Days;
}

/** Runs, durations and credits by day. */
export function DayCharts({ found: { series }, days }: Props) {
  const slots = series.map((span) => dayLabel(span.at, days));
  const counted = (...statuses: string[]) =>
    series.map((span) => statuses.reduce((sum, status) => sum + (span.by_status[status] ?? 0), 0));
  return (
    <>
      <Section title={t("Runs by day")} className="lg:col-span-2">
        <Chart
          kind="bars"
          label={t("Runs by day and how they ended")}
          slots={slots}
          format={formatNumber}
          series={[
            { name: t("Succeeded"), color: "var(--ok)", values: counted("succeeded") },
            { name: t("Failed"), color: "var(--bad)", values: counted("failed", "timed_out") },
            { name: t("Canceled"), color: "var(--line-strong)", values: counted("canceled") },
          ]}
        />
      </Section>
      <Section title={t("How long runs take")} about={t("From start to end, pauses included")}>
        <Chart
          kind="lines"
          whole={false}
          label={t("Durations of runs by day")}
          slots={slots}
          format={duration}
          series={[
            { name: t("Median"), color: "var(--accent)", values: series.map((span) => span.duration.p50_ms) },
            {
              name: t("95th percentile"),
              color: "var(--busy)",
              values: series.map((span) => span.duration.p95_ms),
            },
          ]}
        />
      </Section>
      <Section title={t("Credits by day")}>
        <Chart
          kind="bars"
          label={t("Credits that runs took by day")}
          slots={slots}
          format={formatNumber}
          series={[
            { name: t("Credits"), color: "var(--accent)", values: series.map((span) => span.credits) },
          ]}
        />
      </Section>
    </>
  );
}

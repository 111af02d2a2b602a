import { Link } from "@tanstack/react-router";
import { useState } from "react";

import type { FlowCounts, Statistics } from "@/api/statistics";
import { Section } from "@/components/section";
import { type Column, Table } from "@/components/table";
import { Segments } from "@/components/ui/choice";
import { cn } from "@/lib/cn";
import { duration } from "@/lib/format";
import { formatNumber, msg, t } from "@/lib/i18n";

type Kind = keyof Statistics["flows"];

const NAME: Column<FlowCounts> = {
  id: "flow",
  title: msg("Flow"),
  className: "max-w-0 w-full",
  sort: (flow) => flow.flow_name,
  cell: (flow) =>
    flow.flow_name === null ? (
      <span className="text-ink-faint">{t("Deleted flow")}</span>
    ) : (
      <Link
        to="/flows/$flow"
        params={{ flow: flow.flow }}
        className="block truncate rounded font-medium hover:text-accent"
      >
        {flow.flow_name}
      </Link>
    ),
};

/** Flows that stand out: the busiest, those that fail most, the slowest. */
export function Standouts({ flows }: { flows: Statistics["flows"] }) {
  const [kind, setKind] = useState<Kind>("busiest");
  const columns: Column<FlowCounts>[] = [
    { ...NAME, title: t(NAME.title) },
    {
      id: "runs",
      title: t("Runs"),
      right: true,
      sort: (flow) => flow.runs,
      cell: (flow) => (
        <Link to="/runs" search={{ flow: flow.flow }} className="rounded hover:text-accent">
          {formatNumber(flow.runs)}
        </Link>
      ),
    },
    {
      id: "rate",
      title: t("Success"),
      right: true,
      sort: (flow) => flow.success_rate,
      cell: (flow) => <Rate rate={flow.success_rate} />,
    },
    {
      id: "median",
      title: t("Median"),
      right: true,
      from: "sm",
      sort: (flow) => flow.duration.p50_ms,
      cell: ({ duration: { p50_ms } }) => (p50_ms === null ? "–" : duration(p50_ms)),
    },
    {
      id: "credits",
      title: t("Credits"),
      right: true,
      from: "md",
      sort: (flow) => flow.credits,
      cell: (flow) => formatNumber(flow.credits),
    },
  ];
  return (
    <Section
      flush
      className="lg:col-span-2"
      title={t("Flows that stand out")}
      actions={
        <Segments
          label={t("Which")}
          value={kind}
          onChange={setKind}
          options={[
            { value: "busiest", label: t("Busiest") },
            { value: "failing", label: t("Failing") },
            { value: "slowest", label: t("Slowest") },
          ]}
        />
      }
    >
      {flows[kind].length === 0 ? (
        <p className="px-4 pt-2 pb-4 text-sm text-ink-soft">
          {kind === "failing" ? t("No flow failed in this time.") : t("No flow ran in this time.")}
        </p>
      ) : (
        <Table
          label={t("Flows that stand out")}
          rows={flows[kind]}
          columns={columns}
          rowKey={(flow) => flow.flow}
        />
      )}
    </Section>
  );
}

/** How many of the runs came to a good end, as a bar and a number. */
function Rate({ rate }: { rate: number | null }) {
  if (rate === null) return "–";
  return (
    <span className="inline-flex items-center justify-end gap-2">
      <span className="hidden h-1.5 w-16 overflow-hidden rounded-full bg-hover sm:block">
        <span
          className={cn("block h-full", rate < 0.9 ? "bg-bad" : "bg-ok")}
          style={{ width: `${rate * 100}%` }}
        />
      </span>
      {percent(rate)}
    </span>
  );
}

/** Returns a rate as `98.5 %`; never rounded up to all. */
export function percent(rate: number): string {
  return `${formatNumber(Math.floor(rate * 1_000) / 10)} %`;
}

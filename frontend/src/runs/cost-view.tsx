import { useQuery } from "@tanstack/react-query";

import { type RunCost, runCostQuery } from "@/api/runs";
import type { Run } from "@/api/types";
import { ProblemView } from "@/components/problem";
import { type Column, Table } from "@/components/table";
import { calendar, duration } from "@/lib/format";
import { formatNumber, t } from "@/lib/i18n";
import { dollars } from "@/lib/money";

type NodeCost = RunCost["nodes"][number];

/** What a run has cost, and which nodes it went to. */
export function CostView({ run }: { run: Run }) {
  const query = useQuery({ ...runCostQuery(run.id), staleTime: 0 });
  if (query.isError) return <ProblemView error={query.error} retry={() => void query.refetch()} />;
  if (query.isPending) return <div className="flex-1" aria-busy />;
  const cost = query.data;
  const columns = columnsOf(cost.nodes.some((node) => node.tokens_in + node.tokens_out > 0));
  return (
    <div className="min-h-0 flex-1 overflow-y-auto" tabIndex={0} role="region" aria-label={t("Cost")}>
      <dl className="flex flex-wrap gap-x-8 gap-y-3 px-4 py-4 sm:px-6">
        <Sum label={t("Credits")} value={formatNumber(cost.credits)} />
        <Sum label={t("In dollars")} value={dollars(cost.dollars)} />
        <Sum label={t("Estimated")} value={rangeText(cost.estimate)} />
        {cost.reserved !== null && (
          <Sum label={t("Reserved at the start")} value={formatNumber(cost.reserved)} />
        )}
        {cost.refunded > 0 && <Sum label={t("Refunded")} value={formatNumber(cost.refunded)} />}
      </dl>
      <Table
        label={t("Cost by node")}
        rows={cost.nodes}
        columns={columns}
        rowKey={(node) => node.node}
        className="border-t"
      />
      <p className="px-4 py-3 text-xs text-ink-faint sm:px-6">
        {t("Dollars are a guide, by the prices of {date}.", { date: calendar(cost.prices_of) })}
      </p>
    </div>
  );
}

function Sum({ label, value }: { label: string; value: string }) {
  return (
    <div>
      <dt className="text-xs text-ink-faint">{label}</dt>
      <dd className="text-lg font-semibold tracking-tight numeric">{value}</dd>
    </div>
  );
}

function rangeText({ least, most }: RunCost["estimate"]): string {
  if (most === null) return t("{least} or more", { least: formatNumber(least) });
  return least === most ? formatNumber(least) : `${formatNumber(least)} – ${formatNumber(most)}`;
}

function columnsOf(tokens: boolean): Column<NodeCost>[] {
  return [
    {
      id: "node",
      title: t("Node"),
      cell: (node) => (
        <>
          <span className="font-medium">{node.key}</span>
          <span className="ml-2 text-xs text-ink-faint">{node.type}</span>
        </>
      ),
      sort: (node) => node.key,
    },
    {
      id: "steps",
      title: t("Steps"),
      cell: (node) => formatNumber(node.steps),
      sort: (node) => node.steps,
      right: true,
    },
    {
      id: "ms",
      title: t("Time"),
      cell: (node) => duration(node.ms),
      sort: (node) => node.ms,
      right: true,
      from: "sm",
    },
    ...(tokens
      ? [
          {
            id: "tokens",
            title: t("Tokens"),
            cell: (node: NodeCost) => formatNumber(node.tokens_in + node.tokens_out),
            sort: (node: NodeCost) => node.tokens_in + node.tokens_out,
            right: true,
          },
        ]
      : []),
    {
      id: "credits",
      title: t("Credits"),
      cell: (node) => formatNumber(node.credits),
      sort: (node) => node.credits,
      right: true,
    },
    {
      id: "dollars",
      title: t("Dollars"),
      cell: (node) => dollars(node.dollars),
      sort: (node) => node.dollars,
      right: true,
      from: "sm",
    },
  ];
}

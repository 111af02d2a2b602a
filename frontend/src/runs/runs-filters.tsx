import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { X } from "lucide-react";

import { flowQuery, flowsQuery } from "@/api/flows";
import { SavedViews } from "@/components/saved-views";
import { Button } from "@/components/ui/button";
import { Segments } from "@/components/ui/choice";
import { SearchInput } from "@/components/ui/search-input";
import { Select } from "@/components/ui/select";
import { msg, t } from "@/lib/i18n";
import { PERIODS, type RunsSearch, runsSearch, TRIGGERS } from "@/runs/search";
import { triggerLabel } from "@/runs/triggers";

const GROUPS: { value: string; label: string }[] = [
  { value: "all", label: msg("All") },
  { value: "queued,running,waiting", label: msg("Active") },
  { value: "succeeded", label: msg("Succeeded") },
  { value: "failed,timed_out", label: msg("Failed") },
  { value: "canceled", label: msg("Canceled") },
];

/** Which runs are listed; all of it is in the address. */
export function RunsFilters() {
  const search = useSearch({ from: "/runs" });
  const navigate = useNavigate({ from: "/runs" });
  const set = (change: RunsSearch) => void navigate({ search: { ...search, ...change }, replace: true });
  const flows = useFlowOptions(search.flow);
  const periods = { hour: t("Last hour"), day: t("Last day"), week: t("Last week"), month: t("Last month") };
  return (
    <>
      <SearchInput
        className="w-full sm:w-64"
        value={search.q ?? ""}
        onChange={(q) => set({ q: q || undefined })}
        placeholder={t("Search runs and errors")}
      />
      <Segments
        className="max-w-full overflow-x-auto"
        label={t("Status")}
        value={search.status ?? "all"}
        onChange={(status) => set({ status: status === "all" ? undefined : status })}
        options={GROUPS.map(({ value, label }) => ({ value, label: t(label) }))}
      />
      <Select
        label={t("Trigger")}
        value={search.trigger ?? ""}
        onChange={(trigger) => set({ trigger: trigger || undefined })}
        options={[
          { value: "", label: t("Any trigger") },
          ...[...TRIGGERS, "retry", "resume"].map((value) => ({ value, label: triggerLabel(value) })),
        ]}
      />
      <Select
        label={t("Period")}
        value={search.period ?? ""}
        onChange={(period) => set({ period: period || undefined })}
        options={[
          { value: "", label: t("Any time") },
          ...PERIODS.map((value) => ({ value, label: periods[value] })),
        ]}
      />
      <Select
        className="max-w-56"
        label={t("Flow")}
        value={search.flow ?? ""}
        onChange={(flow) => set({ flow: flow || undefined })}
        options={[{ value: "", label: t("Any flow") }, ...flows]}
      />
      {Object.values(search).some(Boolean) && (
        <Button look="quiet" size="sm" onClick={() => void navigate({ search: {}, replace: true })}>
          <X />
          {t("Clear filters")}
        </Button>
      )}
      <SavedViews
        list="runs"
        search={search}
        show={(view) => void navigate({ search: runsSearch(view), replace: true })}
      />
    </>
  );
}

/** The flows to choose from, with the chosen one even if it is not among the first. */
function useFlowOptions(chosen: string | undefined): { value: string; label: string }[] {
  const query = useInfiniteQuery(flowsQuery({}));
  const flows = query.data?.pages.flatMap((page) => page.items) ?? [];
  const missing = chosen !== undefined && query.isFetched && !flows.some((flow) => flow.id === chosen);
  const other = useQuery({ ...flowQuery(chosen ?? ""), enabled: missing, retry: false }).data;
  return [
    ...flows.map((flow) => ({ value: flow.id, label: flow.name })),
    ...(missing ? [{ value: chosen, label: other?.name ?? chosen }] : []),
  ];
}

import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { FileUp, Search, Table2 } from "lucide-react";
import { useState } from "react";

import { type Dataset, datasetsQuery } from "@/api/datasets";
import { ActionButton } from "@/components/action-button";
import { Badge } from "@/components/badge";
import { Empty } from "@/components/empty";
import { Loaded } from "@/components/loaded";
import { Page } from "@/components/page";
import { Section, Sections } from "@/components/section";
import { type Column, Table } from "@/components/table";
import { SearchInput } from "@/components/ui/search-input";
import { ImportDialog } from "@/datasets/import-dialog";
import { ago, dateTime } from "@/lib/format";
import { formatNumber, msg, t, tn } from "@/lib/i18n";

const COLUMNS_SHOWN = 5;

const COLUMNS: readonly Column<Dataset>[] = [
  {
    id: "name",
    title: msg("Name"),
    sort: (dataset) => dataset.name,
    cell: (dataset) => (
      <Link
        to="/datasets/$name"
        params={{ name: dataset.name }}
        className="flex items-center gap-2.5 rounded font-medium whitespace-nowrap hover:text-accent"
      >
        <Table2 className="size-4 text-ink-faint" />
        {dataset.name}
      </Link>
    ),
  },
  {
    id: "columns",
    title: msg("Columns"),
    from: "md",
    className: "w-1/2",
    cell: ({ columns }) => (
      <span className="flex flex-wrap gap-1">
        {columns.slice(0, COLUMNS_SHOWN).map((name) => (
          <Badge key={name} className="font-mono">
            {name}
          </Badge>
        ))}
        {columns.length > COLUMNS_SHOWN && <Badge>+{columns.length - COLUMNS_SHOWN}</Badge>}
      </span>
    ),
  },
  {
    id: "rows",
    title: msg("Rows"),
    right: true,
    sort: (dataset) => dataset.total,
    cell: (dataset) => formatNumber(dataset.total),
  },
  {
    id: "changed",
    title: msg("Changed"),
    right: true,
    sort: (dataset) => dataset.updated_at,
    cell: ({ updated_at: at }) => (
      <time className="text-xs whitespace-nowrap text-ink-faint" title={dateTime(at)}>
        {ago(at)}
      </time>
    ),
  },
];

/** Rows that flows keep from run to run. */
export function DatasetsPage() {
  const { q = "" } = useSearch({ from: "/datasets" });
  const navigate = useNavigate({ from: "/datasets" });
  const query = useQuery(datasetsQuery);
  const [importing, setImporting] = useState(false);
  const create = (
    <ActionButton operation="datasets_import" look="primary" onClick={() => setImporting(true)}>
      <FileUp />
      {t("Import")}
    </ActionButton>
  );
  return (
    <Page
      title={t("Datasets")}
      actions={create}
      bar={
        <SearchInput
          className="w-full sm:w-72"
          value={q}
          onChange={(next) => void navigate({ search: { q: next || undefined }, replace: true })}
          placeholder={t("Search datasets")}
          delay={0}
        />
      }
    >
      <Loaded query={query}>
        {(found) => {
          const fitting = found.filter(({ name }) => name.toLowerCase().includes(q.toLowerCase()));
          if (found.length === 0)
            return (
              <Empty icon={Table2} title={t("No datasets yet")} actions={create}>
                {t(
                  "A flow with “Append to dataset” keeps rows here, each once by its key. Look at them, filter them, and take them along as CSV or Excel.",
                )}
              </Empty>
            );
          if (fitting.length === 0) return <Empty icon={Search} title={t("No dataset fits")} />;
          return (
            <Sections>
              <Section flush title={tn(fitting.length, "{n} dataset", "{n} datasets")}>
                <Table
                  label={t("Datasets")}
                  rows={fitting}
                  columns={COLUMNS.map((column) => ({ ...column, title: t(column.title) }))}
                  rowKey={(dataset) => dataset.name}
                />
              </Section>
            </Sections>
          );
        }}
      </Loaded>
      {importing && (
        <ImportDialog
          close={() => setImporting(false)}
          done={(name) => void navigate({ to: "/datasets/$name", params: { name } })}
        />
      )}
    </Page>
  );
}

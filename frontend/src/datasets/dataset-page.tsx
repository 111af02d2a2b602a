import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { ArrowDown, ArrowUp, ChevronRight, Download, Ellipsis, FileUp, Search, Trash2 } from "lucide-react";
import { useState } from "react";

import { datasetQuery, type DatasetRows, rowsQuery, useDeleteDataset, useDeleteRows } from "@/api/datasets";
import { saveFile } from "@/api/files";
import { ActionButton } from "@/components/action-button";
import { Empty } from "@/components/empty";
import { Loaded } from "@/components/loaded";
import { LoadMore } from "@/components/load-more";
import { Page } from "@/components/page";
import { SelectionBar } from "@/components/selection-bar";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/choice";
import { confirm } from "@/components/ui/confirm";
import { IconButton } from "@/components/ui/icon-button";
import { Menu } from "@/components/ui/menu";
import { SearchInput } from "@/components/ui/search-input";
import { toast } from "@/components/ui/toast";
import { Filters } from "@/datasets/filters";
import { ImportDialog } from "@/datasets/import-dialog";
import type { DatasetSearch } from "@/datasets/search";
import { nextSort } from "@/datasets/where";
import { useCan } from "@/hooks/use-can";
import { type Selection, useSelection } from "@/hooks/use-selection";
import { cn } from "@/lib/cn";
import { t, tn } from "@/lib/i18n";
import { cellText, type Row } from "@/lib/tabular";

const FORMATS = [
  { value: "csv", label: "CSV" },
  { value: "xlsx", label: "Excel" },
  { value: "jsonl", label: "JSON Lines" },
  { value: "json", label: "JSON" },
] as const;

/** The rows of a dataset: looked through, narrowed down, taken along. */
export function DatasetPage() {
  const { name } = useParams({ from: "/datasets/$name" });
  const search = useSearch({ from: "/datasets/$name" });
  const navigate = useNavigate({ from: "/datasets/$name" });
  const set = (change: DatasetSearch) => void navigate({ search: { ...search, ...change }, replace: true });
  const where = search.where?.split("\n") ?? [];
  const filter = { q: search.q, where: where.length ? where : undefined, sort: search.sort };
  const rows = useInfiniteQuery(rowsQuery(name, filter));
  const details = useQuery(datasetQuery(name)).data;
  const [importing, setImporting] = useState(false);
  const pages = rows.data?.pages ?? [];
  const total = pages[0]?.total;
  return (
    <Page
      title={
        <span className="flex items-center gap-1.5">
          <Link to="/datasets" className="rounded font-medium text-ink-soft hover:text-ink">
            {t("Datasets")}
          </Link>
          <ChevronRight className="size-4 text-ink-faint" />
          <span className="truncate">{name}</span>
        </span>
      }
      actions={
        <>
          <Menu
            trigger={
              <Button>
                <Download />
                {t("Export")}
              </Button>
            }
            groups={[
              FORMATS.map(({ value, label }) => ({
                label,
                onSelect: () =>
                  void saveFile(`/api/v1/datasets/${encodeURIComponent(name)}/export`, `${name}.${value}`, {
                    format: value,
                    ...filter,
                  }).catch(toast.error),
              })),
            ]}
          />
          <ActionButton operation="datasets_import" onClick={() => setImporting(true)}>
            <FileUp />
            {t("Import")}
          </ActionButton>
          <More name={name} />
        </>
      }
      bar={
        <>
          <SearchInput
            className="w-full sm:w-64"
            value={search.q ?? ""}
            onChange={(q) => set({ q: q || undefined })}
            placeholder={t("Search all cells")}
          />
          <Filters
            columns={details?.columns.map((column) => column.name) ?? []}
            where={where}
            onChange={(next) => set({ where: next.join("\n") || undefined })}
          />
          {total !== undefined && (
            <span className="ml-auto text-xs text-ink-faint numeric">{tn(total, "{n} row", "{n} rows")}</span>
          )}
        </>
      }
    >
      <Loaded<object> query={rows}>
        {() =>
          total === 0 ? (
            <Empty icon={Search} title={t("No row fits")}>
              {t("Try fewer conditions or another search.")}
            </Empty>
          ) : (
            <Rows name={name} pages={pages} sort={search.sort} setSort={(sort) => set({ sort })} />
          )
        }
      </Loaded>
      <LoadMore more={rows.hasNextPage && !rows.isFetchingNextPage} load={() => void rows.fetchNextPage()} />
      {importing && (
        <ImportDialog name={name} close={() => setImporting(false)} done={() => setImporting(false)} />
      )}
    </Page>
  );
}

function More({ name }: { name: string }) {
  const remove = useDeleteDataset();
  const navigate = useNavigate();
  const may = useCan("datasets_delete");
  const discard = async () => {
    const sure = await confirm({
      title: t("Delete the dataset {name}?", { name }),
      description: t("All its rows are gone then. Flows that append to it begin it anew."),
      action: t("Delete"),
      danger: true,
    });
    if (!sure) return;
    await remove.mutateAsync(name);
    await navigate({ to: "/datasets" });
  };
  return (
    <Menu
      trigger={
        <IconButton label={t("More")} look="plain">
          <Ellipsis />
        </IconButton>
      }
      groups={[
        [
          {
            label: t("Delete the dataset"),
            icon: <Trash2 />,
            danger: true,
            refused: may.why,
            onSelect: () => void discard(),
          },
        ],
      ]}
    />
  );
}

interface RowsProps {
  name: string;
  pages: readonly DatasetRows[];
  sort: string | undefined;
  setSort: (sort: string | undefined) => void;
}

function Rows({ name, pages, sort, setSort }: RowsProps) {
  const rows = pages.flatMap((page) =>
    page.rows.map((row, index) => ({ id: String(page.numbers[index]), row })),
  );
  const columns = [...new Set(pages.flatMap((page) => page.columns))];
  const selection = useSelection(rows);
  const remove = useDeleteRows();
  const discard = async () => {
    const number = [...selection.ids].map(Number);
    const sure = await confirm({
      title: tn(number.length, "Delete {n} row?", "Delete {n} rows?"),
      action: t("Delete"),
      danger: true,
    });
    if (sure) remove.mutate({ name, number });
  };
  return (
    <>
      <SelectionBar
        selection={selection}
        columns={<span className="flex-1">{t("In the order in which they came")}</span>}
      >
        <ActionButton operation="datasets_delete_rows" size="sm" onClick={() => void discard()}>
          <Trash2 />
          {t("Delete")}
        </ActionButton>
      </SelectionBar>
      <div className="overflow-x-auto" tabIndex={0} role="region" aria-label={t("Rows")}>
        <table className="w-max min-w-full border-collapse text-xs">
          <thead>
            <tr>
              <td className="w-10 border-b" />
              {columns.map((column) => (
                <Heading key={column} column={column} sort={sort} setSort={setSort} />
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ id, row }) => (
              <Line key={id} id={id} row={row} columns={columns} selection={selection} />
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

function Heading({ column, sort, setSort }: { column: string } & Pick<RowsProps, "sort" | "setSort">) {
  const up = sort === column;
  const down = sort === `-${column}`;
  return (
    <th
      scope="col"
      aria-sort={up ? "ascending" : down ? "descending" : "none"}
      className="border-b px-2 py-1.5 text-left font-medium whitespace-nowrap text-ink-soft"
    >
      <button
        type="button"
        className="inline-flex items-center gap-1 rounded hover:text-ink"
        onClick={() => setSort(nextSort(sort, column))}
      >
        {column}
        {up && <ArrowUp className="size-3" />}
        {down && <ArrowDown className="size-3" />}
      </button>
    </th>
  );
}

interface LineProps {
  id: string;
  row: Row;
  columns: readonly string[];
  selection: Selection;
}

function Line({ id, row, columns, selection }: LineProps) {
  const selected = selection.ids.has(id);
  return (
    <tr className={cn("border-b border-line/60 hover:bg-hover/60", selected && "bg-accent-soft/50")}>
      <td className="py-1.5 pr-1 pl-4 sm:pl-6">
        <Checkbox
          checked={selected}
          onChange={(next) => selection.set(id, next)}
          label={t("Select row {n}", { n: id })}
        />
      </td>
      {columns.map((column) => {
        const text = cellText(row[column]);
        return (
          <td
            key={column}
            title={text.length > 40 ? text.slice(0, 1_000) : undefined}
            className={cn("max-w-72 truncate px-2 py-1.5", typeof row[column] === "number" && "numeric")}
          >
            {/^https?:\/\//.test(text) ? (
              <a href={text} target="_blank" rel="noreferrer" className="text-accent hover:underline">
                {text.replace(/^https?:\/\//, "")}
              </a>
            ) : (
              text || <span className="text-ink-faint/60">–</span>
            )}
          </td>
        );
      })}
    </tr>
  );
}

import { useVirtualizer } from "@tanstack/react-virtual";
import { ArrowDown, ArrowUp } from "lucide-react";
import { useMemo, useRef, useState } from "react";

import { cn } from "@/lib/cn";
import { t } from "@/lib/i18n";
import { cellText, columnsOf, compareCells, type Row } from "@/lib/tabular";

const ROW_PX = 30;
const WIDEST = 36;
const NARROWEST = 6;
const ROWS_MEASURED = 60;

interface Sorting {
  column: string;
  down: boolean;
}

/** Rows as a table, sorted by a click on a column; only the rows in view are drawn. */
export function DataTable({ rows, className }: { rows: readonly Row[]; className?: string }) {
  const columns = useMemo(() => columnsOf(rows), [rows]);
  const widths = useMemo(() => columns.map((name) => widthOf(name, rows)), [columns, rows]);
  const [sorting, setSorting] = useState<Sorting | null>(null);
  const sorted = useMemo(() => sortRows(rows, sorting), [rows, sorting]);
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: sorted.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    overscan: 12,
  });
  const template = `3.25rem ${widths.map((width) => `${width}ch`).join(" ")} 1fr`;
  return (
    <div
      ref={scroller}
      role="table"
      aria-label={t("Rows")}
      aria-rowcount={rows.length}
      tabIndex={0}
      className={cn("min-h-0 flex-1 overflow-auto text-xs", className)}
    >
      <div className="w-max min-w-full">
        <div
          role="row"
          className="sticky top-0 z-10 grid border-b bg-sunken"
          style={{ gridTemplateColumns: template }}
        >
          <div role="columnheader" className="px-3 py-1.5 text-ink-faint">
            #
          </div>
          {columns.map((name) => (
            <div
              key={name}
              role="columnheader"
              aria-sort={sorting?.column === name ? (sorting.down ? "descending" : "ascending") : "none"}
            >
              <button
                type="button"
                className="flex w-full items-center gap-1 truncate px-3 py-1.5 text-left font-medium text-ink-soft -outline-offset-2 hover:text-ink"
                onClick={() => setSorting(nextSorting(sorting, name))}
              >
                <span className="truncate">{name}</span>
                {sorting?.column === name &&
                  (sorting.down ? <ArrowDown className="size-3" /> : <ArrowUp className="size-3" />)}
              </button>
            </div>
          ))}
        </div>
        <div className="relative" style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map((item) => {
            const row = sorted[item.index];
            return (
              row && (
                <div
                  key={item.index}
                  role="row"
                  className="absolute inset-x-0 grid border-b border-line/60 hover:bg-hover"
                  style={{ gridTemplateColumns: template, top: item.start, height: ROW_PX }}
                >
                  <div role="rowheader" className="px-3 py-1.5 text-ink-faint numeric">
                    {item.index + 1}
                  </div>
                  {columns.map((name) => (
                    <Cell key={name} value={row[name]} />
                  ))}
                </div>
              )
            );
          })}
        </div>
      </div>
    </div>
  );
}

function Cell({ value }: { value: unknown }) {
  const text = cellText(value);
  const look =
    typeof value === "number"
      ? "numeric"
      : typeof value === "object" && value !== null
        ? "font-mono text-2xs text-ink-soft"
        : "";
  return (
    <div
      role="cell"
      title={text.length > 30 ? text.slice(0, 1_000) : undefined}
      className={cn("truncate px-3 py-1.5", look)}
    >
      {/^https?:\/\//.test(text) ? (
        <a href={text} target="_blank" rel="noreferrer" className="text-accent hover:underline">
          {text.replace(/^https?:\/\//, "")}
        </a>
      ) : (
        text || <span className="text-ink-faint/60">–</span>
      )}
    </div>
  );
}

function widthOf(name: string, rows: readonly Row[]): number {
  const longest = rows
    .slice(0, ROWS_MEASURED)
    .reduce((most, row) => Math.max(most, cellText(row[name]).length), name.length);
  return Math.min(WIDEST, Math.max(NARROWEST, longest)) + 4;
}

function sortRows(rows: readonly Row[], sorting: Sorting | null): readonly Row[] {
  if (!sorting) return rows;
  const sign = sorting.down ? -1 : 1;
  return rows.toSorted((a, b) => sign * compareCells(a[sorting.column], b[sorting.column]));
}

function nextSorting(now: Sorting | null, column: string): Sorting | null {
  if (now?.column !== column) return { column, down: false };
  return now.down ? null : { column, down: true };
}

import { ArrowDown, ArrowUp } from "lucide-react";
import { type ReactNode, useMemo, useState } from "react";

import { cn } from "@/lib/cn";
import { t } from "@/lib/i18n";

export interface Column<T> {
  id: string;
  /** Empty for what is done with a row. */
  title: string;
  cell: (row: T) => ReactNode;
  /** What the column is ordered by; without it, it is not. */
  sort?: (row: T) => string | number | null;
  /** Numbers stand at the right. */
  right?: boolean;
  /** From which width on there is room for it. */
  from?: "sm" | "md" | "lg";
  className?: string;
}

interface Props<T> {
  label: string;
  rows: readonly T[];
  columns: readonly Column<T>[];
  rowKey: (row: T) => string;
  selected?: (row: T) => boolean;
  className?: string;
}

interface Order {
  column: string;
  down: boolean;
}

const FROM = { sm: "hidden sm:table-cell", md: "hidden md:table-cell", lg: "hidden lg:table-cell" };

/** Rows of things with the same columns, ordered by a click on a heading. */
export function Table<T>({ label, rows, columns, rowKey, selected, className }: Props<T>) {
  const [order, setOrder] = useState<Order | null>(null);
  const ordered = useMemo(() => inOrder(rows, columns, order), [rows, columns, order]);
  return (
    <table aria-label={label} className={cn("w-full border-collapse text-sm", className)}>
      <thead>
        <tr>
          {columns.map((column) => (
            <Heading key={column.id} column={column} order={order} setOrder={setOrder} />
          ))}
        </tr>
      </thead>
      <tbody>
        {ordered.map((row) => (
          <tr
            key={rowKey(row)}
            className={cn(
              "border-b border-line/70 last:border-0 hover:bg-hover/60",
              selected?.(row) && "bg-accent-soft/50",
            )}
          >
            {columns.map((column) => (
              <td
                key={column.id}
                className={cn(
                  "px-2 py-2 first:pl-4 last:pr-4",
                  column.right && "text-right whitespace-nowrap numeric",
                  column.from && FROM[column.from],
                  column.className,
                )}
              >
                {column.cell(row)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface HeadingProps<T> {
  column: Column<T>;
  order: Order | null;
  setOrder: (order: Order | null) => void;
}

function Heading<T>({ column, order, setOrder }: HeadingProps<T>) {
  const here = order?.column === column.id ? order : null;
  const next = !here ? { column: column.id, down: false } : here.down ? null : { ...here, down: true };
  return (
    <th
      scope="col"
      aria-sort={column.sort ? (here ? (here.down ? "descending" : "ascending") : "none") : undefined}
      className={cn(
        "border-b px-2 py-1.5 text-left text-xs font-medium whitespace-nowrap text-ink-faint first:pl-4 last:pr-4",
        column.right && "text-right",
        column.from && FROM[column.from],
      )}
    >
      {column.sort ? (
        <button
          type="button"
          onClick={() => setOrder(next)}
          className="inline-flex items-center gap-1 rounded hover:text-ink"
        >
          {column.title}
          {here && (here.down ? <ArrowDown className="size-3" /> : <ArrowUp className="size-3" />)}
        </button>
      ) : (
        column.title || <span className="sr-only">{t("Actions")}</span>
      )}
    </th>
  );
}

function inOrder<T>(rows: readonly T[], columns: readonly Column<T>[], order: Order | null): readonly T[] {
  const by = columns.find((column) => column.id === order?.column)?.sort;
  if (!by || !order) return rows;
  const sign = order.down ? -1 : 1;
  return rows.toSorted((a, b) => {
    const [left, right] = [by(a), by(b)];
    if (left === null || right === null) return Number(left === null) - Number(right === null);
    if (typeof left === "number" && typeof right === "number") return sign * (left - right);
    return sign * String(left).localeCompare(String(right), undefined, { numeric: true });
  });
}

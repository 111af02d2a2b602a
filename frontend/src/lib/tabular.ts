/** Values as tables. */

export type Row = Readonly<Record<string, unknown>>;

const ROWS_LOOKED_AT = 500;

/** Returns the rows that a value is or holds under `items` or `rows`, or null when it is no table. */
export function rowsOf(value: unknown): readonly Row[] | null {
  if (Array.isArray(value)) return value.length > 0 && value.every(isRow) ? value : null;
  if (!isRow(value)) return null;
  return rowsOf(value.items) ?? rowsOf(value.rows);
}

function isRow(value: unknown): value is Row {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Returns the columns of rows, in order of first appearance. */
export function columnsOf(rows: readonly Row[]): string[] {
  const columns = new Set<string>();
  for (const row of rows.slice(0, ROWS_LOOKED_AT)) for (const name of Object.keys(row)) columns.add(name);
  return [...columns];
}

/** Returns a value as the text of a cell. */
export function cellText(value: unknown): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "string") return value;
  return JSON.stringify(value);
}

/** Orders two cells: numbers as numbers, all else as text, empty ones last. */
export function compareCells(a: unknown, b: unknown): number {
  const empty = Number(a === null || a === undefined) - Number(b === null || b === undefined);
  if (empty !== 0) return empty;
  if (typeof a === "number" && typeof b === "number") return a - b;
  return cellText(a).localeCompare(cellText(b), undefined, { numeric: true });
}

/** Returns the rows as CSV (RFC 4180). */
export function toCsv(rows: readonly Row[]): string {
  const columns = columnsOf(rows);
  // A text that starts like a formula would be executed by a spreadsheet.
  const cell = (value: unknown) => {
    const text = cellText(value);
    const safe = typeof value === "string" && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
    return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  return [columns, ...rows.map((row) => columns.map((name) => row[name]))]
    .map((line) => line.map(cell).join(","))
    .join("\r\n");
}

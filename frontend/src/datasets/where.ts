/** Conditions on rows as the API takes them: `price:less:10`. */
import { msg } from "@/lib/i18n";

export const OPERATORS = [
  "equals",
  "not_equals",
  "less",
  "less_or_equal",
  "greater",
  "greater_or_equal",
  "contains",
  "not_contains",
  "starts_with",
  "ends_with",
  "one_of",
  "none_of",
  "empty",
  "not_empty",
] as const;

export type Operator = (typeof OPERATORS)[number];

export const OPERATOR_LABELS: Record<Operator, string> = {
  equals: msg("is"),
  not_equals: msg("is not"),
  less: msg("less than"),
  less_or_equal: msg("at most"),
  greater: msg("more than"),
  greater_or_equal: msg("at least"),
  contains: msg("contains"),
  not_contains: msg("does not contain"),
  starts_with: msg("starts with"),
  ends_with: msg("ends with"),
  one_of: msg("is one of"),
  none_of: msg("is none of"),
  empty: msg("is empty"),
  not_empty: msg("is not empty"),
};

export interface Condition {
  column: string;
  operator: Operator;
  value: string;
}

/** Tells whether an operator looks at nothing but the cell. */
export function isBare(operator: Operator): boolean {
  return operator === "empty" || operator === "not_empty";
}

export function written({ column, operator, value }: Condition): string {
  return `${column}:${operator}:${isBare(operator) ? "" : value}`;
}

/** Returns what was written, or null; a column's name may hold colons. */
export function readCondition(text: string): Condition | null {
  for (const operator of OPERATORS) {
    const at = text.indexOf(`:${operator}:`);
    if (at > 0) return { column: text.slice(0, at), operator, value: text.slice(at + operator.length + 2) };
  }
  return null;
}

/** Returns how rows are ordered after a click on a column: up, down, as they came. */
export function nextSort(sort: string | undefined, column: string): string | undefined {
  if (sort === column) return `-${column}`;
  return sort === `-${column}` ? undefined : column;
}

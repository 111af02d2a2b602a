/** Conditions on rows as the API takes them: `price:less:10`. */

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
  equals: "is",
  not_equals: "is not",
  less: "less than",
  less_or_equal: "at most",
  greater: "more than",
  greater_or_equal: "at least",
  contains: "contains",
  not_contains: "does not contain",
  starts_with: "starts with",
  ends_with: "ends with",
  one_of: "is one of",
  none_of: "is none of",
  empty: "is empty",
  not_empty: "is not empty",
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

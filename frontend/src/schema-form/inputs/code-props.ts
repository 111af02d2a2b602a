import type { RefObject } from "react";

export interface CodeProps {
  id: string;
  label: string;
  value: unknown;
  onChange: (value: unknown) => void;
  "aria-invalid"?: boolean;
  "aria-describedby"?: string;
  /** The whole value is code of this language instead of text with expressions. */
  language?: string;
  /** A text that may hold expressions, rather than an expression. */
  text?: boolean;
  /** Evaluated once per item. */
  each?: boolean;
}

/** Where the caret is in the input that another takes the place of; null when it is elsewhere. */
export type Caret = RefObject<{ from: number; to: number } | null>;

export function textOf(value: unknown): string {
  if (typeof value === "string") return value;
  return value === undefined || value === null ? "" : JSON.stringify(value);
}

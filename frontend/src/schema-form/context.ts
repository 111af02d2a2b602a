import { createContext, useContext } from "react";

import type { JsonSchema } from "@/api/types";

/** A value that an expression can name, with what is known about it. */
export interface Variable {
  /** As written: `steps.rows.items`. */
  path: string;
  /** What it is: a step's name, a field's title. */
  about: string;
  type?: string;
  /** What it was in the last run. */
  value?: unknown;
}

/** What expressions can name, and what they give. */
export interface Expressions {
  variables: readonly Variable[];
  preview: ((text: string) => Promise<Preview>) | null;
}

/** What a form knows about where it stands; `each` holds where a field is evaluated once per item. */
export interface FormContext {
  root: JsonSchema;
  /** Null where values are plain, such as in the form of an approval. */
  expressions: (Expressions & { each?: Expressions }) | null;
  /** What is wrong, by JSON pointer. */
  problems: ReadonlyMap<string, string>;
}

export type Preview = { ok: true; value: unknown } | { ok: false; message: string };

export const FormScope = createContext<FormContext>({ root: {}, expressions: null, problems: new Map() });

export const useForm = () => useContext(FormScope);

/** Returns the JSON pointer of a part. */
export function pointer(parent: string, name: string | number): string {
  return `${parent}/${String(name).replaceAll("~", "~0").replaceAll("/", "~1")}`;
}

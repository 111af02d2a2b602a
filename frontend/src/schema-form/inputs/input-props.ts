import type { ComponentType } from "react";

import type { JsonSchema } from "@/api/types";

export interface InputProps {
  id: string;
  "aria-describedby"?: string;
  "aria-invalid"?: boolean;
  label: string;
  /** Followed and without null. */
  schema: JsonSchema;
  nullable: boolean;
  required: boolean;
  value: unknown;
  onChange: (value: unknown) => void;
  /** JSON pointer. */
  at: string;
}

export interface InputEntry {
  Input: ComponentType<InputProps>;
  /** Tells whether the input takes text with expressions in it by itself. */
  takesExpressions?: boolean;
}

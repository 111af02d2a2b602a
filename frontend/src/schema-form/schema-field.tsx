import { Braces, RotateCcw } from "lucide-react";

import type { JsonSchema } from "@/api/types";
import { Field } from "@/components/ui/field";
import { Tip } from "@/components/ui/tip";
import { cn } from "@/lib/cn";
import { t } from "@/lib/i18n";
import { useForm } from "@/schema-form/context";
import { CodeInput } from "@/schema-form/inputs/code-input";
import { inputFor } from "@/schema-form/inputs/table";
import { initialValue, isExpression, sentence, shapeOf } from "@/schema-form/schema";

export interface SchemaFieldProps {
  schema: JsonSchema;
  name: string;
  value: unknown;
  /** Undefined takes the field away. */
  onChange: (value: unknown) => void;
  required: boolean;
  /** JSON pointer. */
  at: string;
}

/** One field: its label, its input, what is wrong with it, and the switch to an expression. */
export function SchemaField({ schema: given, name, value, onChange, required, at }: SchemaFieldProps) {
  const { root, expressions, problems } = useForm();
  const { schema, nullable } = shapeOf(given, root);
  const label = given.title ?? schema.title ?? sentence(name);
  const hint =
    given.description ??
    (schema.title === undefined || given.title === undefined ? undefined : schema.description);
  const always = schema["x-per-item"] === true;
  const secret = schema["x-credential"] !== undefined || schema.format === "password";
  const expression = expressions !== null && (always || isExpression(value));
  const entry = inputFor(schema, root, value);
  const switchable = expressions !== null && !always && !secret && !entry.takesExpressions;
  const toggle = () => onChange(isExpression(value) ? initialValue(given, root) : `{{ ${literal(value)} }}`);
  return (
    <Field
      label={label}
      hint={hint}
      required={required && !nullable && schema.default === undefined}
      error={problems.get(at) ?? null}
      side={
        <>
          {value !== undefined && !required && (
            <Tip text={t("Back to the default")}>
              <button
                type="button"
                aria-label={t("Back to the default of {field}", { field: label })}
                className="rounded p-0.5 text-ink-faint hover:bg-hover hover:text-ink"
                onClick={() => onChange(undefined)}
              >
                <RotateCcw className="size-3" />
              </button>
            </Tip>
          )}
          {switchable && (
            <Tip text={isExpression(value) ? t("Use a plain value") : t("Use an expression")}>
              <button
                type="button"
                aria-pressed={isExpression(value)}
                aria-label={t("Expression for {field}", { field: label })}
                className={cn(
                  "flex h-5 items-center rounded px-1 text-ink-faint hover:bg-hover hover:text-ink",
                  isExpression(value) && "bg-accent-soft text-accent",
                )}
                onClick={toggle}
              >
                <Braces className="size-3" />
              </button>
            </Tip>
          )}
        </>
      }
    >
      {(about) =>
        expression && !(entry.takesExpressions && !always) ? (
          <CodeInput
            {...about}
            label={label}
            value={value}
            onChange={onChange}
            language={schema["x-language"]}
            each={always}
          />
        ) : (
          <entry.Input
            {...about}
            label={label}
            schema={schema}
            nullable={nullable}
            required={required}
            value={value === undefined ? (schema.default ?? undefined) : value}
            onChange={onChange}
            at={at}
          />
        )
      }
    </Field>
  );
}

function literal(value: unknown): string {
  return value === undefined || value === "" || value === null ? "" : JSON.stringify(value);
}

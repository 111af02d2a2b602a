import { useState } from "react";

import { Switch } from "@/components/ui/choice";
import { Input, Textarea } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { t } from "@/lib/i18n";
import { useForm } from "@/schema-form/context";
import { CodeInput } from "@/schema-form/inputs/code-input";
import type { InputProps } from "@/schema-form/inputs/input-props";
import { isExpression, sentence } from "@/schema-form/schema";

const LONG_TEXT = 500;

export function TextInput({ schema, value, onChange, nullable, required, label, ...about }: InputProps) {
  const { expressions } = useForm();
  const text =
    typeof value === "string" ? value : value === undefined || value === null ? "" : JSON.stringify(value);
  const change = (next: string) => onChange(next === "" && (nullable || !required) ? undefined : next);
  if (expressions) {
    return (
      <CodeInput
        {...bare(about)}
        label={label}
        value={text}
        onChange={(next) => change(String(next))}
        language={schema["x-language"]}
        text
      />
    );
  }
  const long = schema["x-multiline"] === true || (schema.maxLength ?? 0) > LONG_TEXT;
  if (long)
    return <Textarea {...bare(about)} value={text} onChange={(event) => change(event.target.value)} />;
  const type =
    { email: "email", date: "date", "date-time": "datetime-local", uri: "url" }[schema.format ?? ""] ??
    "text";
  return <Input {...bare(about)} type={type} value={text} onChange={(event) => change(event.target.value)} />;
}

function bare({
  at: _,
  ...about
}: Omit<InputProps, "schema" | "value" | "onChange" | "nullable" | "required" | "label">) {
  return about;
}

export function NumberInput({ schema, value, onChange, id, required, ...about }: InputProps) {
  // What is typed may not be a number yet: `-`, `1.`.
  const [text, setText] = useState<string | null>(null);
  const shown = text ?? (typeof value === "number" ? String(value) : "");
  return (
    <Input
      id={id}
      aria-describedby={about["aria-describedby"]}
      aria-invalid={about["aria-invalid"] ?? (text !== null && text !== "" && Number.isNaN(Number(text)))}
      inputMode={schema.type === "integer" ? "numeric" : "decimal"}
      className="max-w-40 numeric"
      placeholder={rangeOf(schema.minimum, schema.maximum)}
      value={shown}
      onChange={(event) => {
        const next = event.target.value;
        setText(next);
        if (next.trim() === "") onChange(required ? null : undefined);
        else if (!Number.isNaN(Number(next))) onChange(Number(next));
      }}
      onBlur={() => setText(null)}
    />
  );
}

function rangeOf(least: number | undefined, most: number | undefined): string | undefined {
  if (least !== undefined && most !== undefined) return t("{least} to {most}", { least, most });
  return least === undefined ? undefined : t("{least} or more", { least });
}

export function BooleanInput({ value, onChange, id, label }: InputProps) {
  return <Switch id={id} checked={value === true} onChange={onChange} label={label} />;
}

export function EnumInput({ schema, value, onChange, id, nullable, label }: InputProps) {
  const options = (schema.enum ?? []).map((each) => ({
    value: JSON.stringify(each),
    label: schema["x-labels"]?.[String(each)] ?? sentence(String(each)),
  }));
  if (isExpression(value)) return null;
  return (
    <Select
      id={id}
      label={label}
      className="w-full"
      value={value === undefined || value === null ? "" : JSON.stringify(value)}
      onChange={(next) => onChange(next === "" ? undefined : (JSON.parse(next) as unknown))}
      options={nullable || value === undefined ? [{ value: "", label: "–" }, ...options] : options}
    />
  );
}

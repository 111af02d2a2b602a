import { useState } from "react";

import { Textarea } from "@/components/ui/input";
import { useForm } from "@/schema-form/context";
import { CodeInput } from "@/schema-form/inputs/code-input";
import type { InputProps } from "@/schema-form/inputs/input-props";

/** Any value, written as JSON; plain words are a text. */
export function JsonInput({ value, onChange, id, required, label, schema, ...about }: InputProps) {
  const { expressions } = useForm();
  const [text, setText] = useState<string | null>(null);
  const shown =
    text ??
    (value === undefined || value === null
      ? ""
      : typeof value === "string"
        ? value
        : JSON.stringify(value, null, 1));
  if (expressions && (typeof value !== "object" || value === null)) {
    return (
      <CodeInput
        id={id}
        aria-describedby={about["aria-describedby"]}
        aria-invalid={about["aria-invalid"]}
        label={label}
        value={shown}
        onChange={(next) => {
          setText(String(next));
          onChange(read(String(next), required));
        }}
        language={schema["x-language"]}
        text
      />
    );
  }
  return (
    <Textarea
      id={id}
      rows={1}
      aria-describedby={about["aria-describedby"]}
      aria-invalid={about["aria-invalid"]}
      className="min-h-8 font-mono text-xs"
      placeholder="12, [1, 2]"
      value={shown}
      onChange={(event) => {
        setText(event.target.value);
        onChange(read(event.target.value, required));
      }}
      onBlur={() => setText(null)}
    />
  );
}

function read(text: string, required: boolean): unknown {
  if (text.trim() === "") return required ? null : undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

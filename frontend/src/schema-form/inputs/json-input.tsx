import { useState } from "react";

import { Textarea } from "@/components/ui/input";
import { useForm } from "@/schema-form/context";
import type { InputProps } from "@/schema-form/inputs/input-props";

/** Any value, written as JSON; plain words are a text. */
export function JsonInput({ value, onChange, id, required, ...about }: InputProps) {
  const { expressions } = useForm();
  const [text, setText] = useState<string | null>(null);
  const shown =
    text ?? (value === undefined ? "" : typeof value === "string" ? value : JSON.stringify(value, null, 1));
  return (
    <Textarea
      id={id}
      rows={1}
      aria-describedby={about["aria-describedby"]}
      aria-invalid={about["aria-invalid"]}
      className="min-h-8 font-mono text-xs"
      placeholder={expressions ? "{{ … }}, 12, [1, 2]" : "12, [1, 2]"}
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

import { Plus } from "lucide-react";
import { useState } from "react";

import type { JsonSchema } from "@/api/types";
import { Button } from "@/components/ui/button";
import { Segments } from "@/components/ui/choice";
import { Textarea } from "@/components/ui/input";
import { InputField } from "@/editor/inspector/input-field";
import { t } from "@/lib/i18n";

interface Props {
  schema: JsonSchema;
  onChange: (schema: JsonSchema) => void;
}

/** The fields of a flow's input, one by one or as the JSON Schema that they make. */
export function InputSchemaEditor({ schema, onChange }: Props) {
  const [asJson, setAsJson] = useState(false);
  return (
    <div className="space-y-2">
      <Segments
        label={t("Written as")}
        value={asJson ? "json" : "fields"}
        onChange={(next) => setAsJson(next === "json")}
        options={[
          { value: "fields", label: t("Fields") },
          { value: "json", label: t("JSON Schema") },
        ]}
      />
      {asJson ? (
        <SchemaText schema={schema} onChange={onChange} />
      ) : (
        <Fields schema={schema} onChange={onChange} />
      )}
    </div>
  );
}

function Fields({ schema, onChange }: Props) {
  const fields = Object.entries(schema.properties ?? {});
  const required = schema.required ?? [];
  const [open, setOpen] = useState<number | null>(null);
  const set = (next: [string, JsonSchema][], needed: readonly string[]) => {
    const names = next.map(([name]) => name);
    const kept = needed.filter((name) => names.includes(name));
    const { required: _, ...rest } = schema;
    onChange({
      ...rest,
      type: "object",
      properties: Object.fromEntries(next),
      ...(kept.length ? { required: kept } : {}),
    });
  };
  const add = () => {
    let name = "name";
    for (let count = 2; fields.some(([taken]) => taken === name); count += 1) name = `name_${count}`;
    set([...fields, [name, { type: "string" }]], required);
    setOpen(fields.length);
  };
  return (
    <>
      {fields.map(([name, field], index) => (
        <InputField
          key={index}
          name={name}
          field={field}
          needed={required.includes(name)}
          open={open === index}
          toggle={() => setOpen(open === index ? null : index)}
          rename={(renamed) => {
            if (renamed === "" || fields.some(([taken], other) => other !== index && taken === renamed))
              return false;
            set(
              fields.with(index, [renamed, field]),
              required.map((each) => (each === name ? renamed : each)),
            );
            return true;
          }}
          change={(next) => set(fields.with(index, [name, next]), required)}
          setNeeded={(needed) =>
            set(fields, needed ? [...required, name] : required.filter((each) => each !== name))
          }
          move={
            index === 0
              ? null
              : () => set(fields.toSpliced(index, 1).toSpliced(index - 1, 0, [name, field]), required)
          }
          remove={() => {
            setOpen(null);
            set(fields.toSpliced(index, 1), required);
          }}
        />
      ))}
      <Button size="sm" look="quiet" onClick={add}>
        <Plus />
        {t("Add a field")}
      </Button>
    </>
  );
}

function SchemaText({ schema, onChange }: Props) {
  const [text, setText] = useState(() => JSON.stringify(schema, null, 2));
  const read = schemaOf(text);
  return (
    <>
      <Textarea
        aria-label={t("JSON Schema of the input")}
        aria-invalid={read === null}
        rows={12}
        spellCheck={false}
        className="font-mono text-xs"
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          const next = schemaOf(event.target.value);
          if (next) onChange(next);
        }}
      />
      {read === null && (
        <p role="alert" className="text-xs text-bad">
          {t("This is no JSON object yet; the last one that was stays.")}
        </p>
      )}
    </>
  );
}

function schemaOf(text: string): JsonSchema | null {
  try {
    const found = JSON.parse(text) as unknown;
    return typeof found === "object" && found !== null && !Array.isArray(found) ? found : null;
  } catch {
    return null;
  }
}

import { Plus, X } from "lucide-react";

import type { JsonSchema } from "@/api/types";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/choice";
import { IconButton } from "@/components/ui/icon-button";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { t } from "@/lib/i18n";

const TYPES = [
  { value: "string", label: "Text" },
  { value: "number", label: "Number" },
  { value: "integer", label: "Whole number" },
  { value: "boolean", label: "Yes or no" },
  { value: "array", label: "List" },
  { value: "object", label: "Object" },
] as const;

/** The fields of a flow's input: name, type, default, whether it is needed. */
export function InputSchemaEditor({
  schema,
  onChange,
}: {
  schema: JsonSchema;
  onChange: (schema: JsonSchema) => void;
}) {
  const fields = Object.entries(schema.properties ?? {});
  const required = schema.required ?? [];
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
  };
  return (
    <div className="space-y-2">
      {fields.map(([name, field], index) => (
        <div key={index} className="space-y-1.5 rounded-lg border p-2">
          <div className="flex gap-1.5">
            <Input
              aria-label={t("Name")}
              className="min-w-0 flex-1 font-mono text-xs"
              value={name}
              onChange={(event) => {
                const renamed = event.target.value;
                if (fields.some(([taken], other) => other !== index && taken === renamed)) return;
                set(
                  fields.with(index, [renamed, field]),
                  required.map((each) => (each === name ? renamed : each)),
                );
              }}
            />
            <Select
              label={t("Type of {name}", { name })}
              className="w-32"
              value={typeof field.type === "string" ? field.type : "string"}
              onChange={(type) => set(fields.with(index, [name, { ...without(field), type }]), required)}
              options={TYPES.map(({ value, label }) => ({ value, label: t(label) }))}
            />
            <IconButton
              label={t("Remove {name}", { name })}
              size="icon"
              onClick={() => set(fields.toSpliced(index, 1), required)}
            >
              <X />
            </IconButton>
          </div>
          <div className="flex items-center gap-2">
            <Input
              aria-label={t("Default of {name}", { name })}
              className="min-w-0 flex-1 text-xs"
              placeholder={t("Default")}
              value={
                field.default === undefined
                  ? ""
                  : typeof field.default === "string"
                    ? field.default
                    : JSON.stringify(field.default)
              }
              onChange={(event) =>
                set(
                  fields.with(index, [
                    name,
                    {
                      ...without(field),
                      ...(event.target.value ? { default: read(event.target.value, field.type) } : {}),
                    },
                  ]),
                  required,
                )
              }
            />
            <label className="flex items-center gap-1.5 text-xs text-ink-soft">
              <Checkbox
                checked={required.includes(name)}
                label={t("{name} is needed", { name })}
                onChange={(needed) =>
                  set(fields, needed ? [...required, name] : required.filter((each) => each !== name))
                }
              />
              {t("needed")}
            </label>
          </div>
        </div>
      ))}
      <Button size="sm" look="quiet" onClick={add}>
        <Plus />
        {t("Add a field")}
      </Button>
    </div>
  );
}

function without({ default: _, ...field }: JsonSchema): JsonSchema {
  return field;
}

function read(text: string, type: JsonSchema["type"]): unknown {
  if (type === "string") return text;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

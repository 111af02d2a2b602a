import { useState } from "react";

import { Segments } from "@/components/ui/choice";
import { Select } from "@/components/ui/select";
import { t } from "@/lib/i18n";
import { useForm } from "@/schema-form/context";
import type { InputProps } from "@/schema-form/inputs/input-props";
import { inputFor } from "@/schema-form/inputs/table";
import { ObjectFields } from "@/schema-form/object-fields";
import { initialValue, variantsOf } from "@/schema-form/schema";

const SIDE_BY_SIDE = 3;
const SHORT = 30;

/** One of several kinds of value, each with its own fields. */
export function VariantInput({ schema, value, onChange, nullable, required, ...rest }: InputProps) {
  const { root } = useForm();
  const variants = variantsOf(schema, root) ?? [];
  const none = value === undefined || value === null;
  const found = none ? -1 : variants.findIndex((variant) => variant.fits(value));
  // What was filled in for a kind is kept while another one is looked at.
  const [kept, keep] = useState<Record<number, unknown>>({});
  const choose = (text: string) => {
    const index = Number(text);
    if (found >= 0) keep({ ...kept, [found]: value });
    if (text === "") onChange(undefined);
    else onChange(kept[index] ?? initialValue(variants[index]?.schema ?? {}, root));
  };
  const options = [
    ...(nullable || !required ? [{ value: "", label: t("None") }] : []),
    ...variants.map(({ label }, index) => ({ value: String(index), label })),
  ];
  const chosen = found < 0 ? "" : String(found);
  const variant = variants[found];
  const entry = variant && inputFor(variant.schema, root, value);
  const fits =
    options.length <= SIDE_BY_SIDE && options.reduce((sum, { label }) => sum + label.length, 0) <= SHORT;
  return (
    <div className="space-y-2">
      {fits ? (
        <Segments
          label={rest.label}
          className="flex w-full [&>*]:flex-1"
          value={chosen}
          onChange={choose}
          options={options}
        />
      ) : (
        <Select
          id={rest.id}
          label={rest.label}
          className="w-full"
          value={chosen}
          onChange={choose}
          options={options}
        />
      )}
      {variant?.schema.properties
        ? hasFields(variant.schema.properties) && (
            <div className="rounded-lg border bg-ground/60 p-3">
              {variant.schema.description && (
                <p className="mb-2 text-xs text-ink-faint">{variant.schema.description}</p>
              )}
              <ObjectFields
                key={found}
                schema={variant.schema}
                value={value}
                onChange={onChange}
                at={rest.at}
              />
            </div>
          )
        : variant &&
          entry && (
            <entry.Input
              {...rest}
              schema={variant.schema}
              nullable={false}
              required
              value={value}
              onChange={onChange}
            />
          )}
    </div>
  );
}

function hasFields(properties: Record<string, { const?: unknown }>): boolean {
  return Object.values(properties).some((property) => property.const === undefined);
}

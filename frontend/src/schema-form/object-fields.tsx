import { ChevronRight } from "lucide-react";
import { useState } from "react";

import type { JsonSchema } from "@/api/types";
import { cn } from "@/lib/cn";
import { tn } from "@/lib/i18n";
import { pointer } from "@/schema-form/context";
import { SchemaField } from "@/schema-form/schema-field";

interface Props {
  schema: JsonSchema;
  value: unknown;
  onChange: (value: unknown) => void;
  at: string;
}

/** Fewer than this are not worth hiding. */
const WORTH_HIDING = 3;

/** The fields of an object: what is needed or set first, the rest on request. */
export function ObjectFields({ schema, value, onChange, at }: Props) {
  const given = (typeof value === "object" && value !== null && !Array.isArray(value) ? value : {}) as Record<
    string,
    unknown
  >;
  const names = Object.keys(schema.properties ?? {}).filter(
    (name) => schema.properties?.[name]?.const === undefined,
  );
  const isMain = (name: string) => schema.required?.includes(name) === true || given[name] !== undefined;
  // Decided once, so that a field does not move while it is edited.
  const [main] = useState(() => {
    const first = names.filter(isMain);
    const rest = names.length - first.length;
    return new Set(
      rest <= WORTH_HIDING || first.length === 0
        ? names.slice(0, Math.max(first.length, WORTH_HIDING + 1)).concat(first)
        : first,
    );
  });
  const [open, setOpen] = useState(false);
  const set = (name: string, next: unknown) => {
    const { [name]: _, ...rest } = given;
    onChange(next === undefined ? rest : { ...given, [name]: next });
  };
  const field = (name: string) => (
    <SchemaField
      key={name}
      schema={schema.properties?.[name] ?? {}}
      name={name}
      value={given[name]}
      onChange={(next) => set(name, next)}
      required={schema.required?.includes(name) ?? false}
      at={pointer(at, name)}
    />
  );
  const hidden = names.filter((name) => !main.has(name));
  return (
    <div className="space-y-3.5">
      {names.filter((name) => main.has(name)).map(field)}
      {hidden.length > 0 && (
        <div className="border-t pt-2">
          <button
            type="button"
            aria-expanded={open}
            className="flex w-full items-center gap-1 rounded py-0.5 text-xs font-medium text-ink-soft hover:text-ink"
            onClick={() => setOpen(!open)}
          >
            <ChevronRight className={cn("size-3.5 transition-transform", open && "rotate-90")} />
            {tn(hidden.length, "{n} more setting", "{n} more settings")}
          </button>
          {open && <div className="mt-2.5 space-y-3.5">{hidden.map(field)}</div>}
        </div>
      )}
    </div>
  );
}

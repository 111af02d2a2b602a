import { useMemo } from "react";

import { type Inferred, inferSchema } from "@/lib/infer-schema";
import { t } from "@/lib/i18n";

/** What a value is made of: its fields with their types, as the data itself tells. */
export function SchemaTree({ value }: { value: unknown }) {
  const schema = useMemo(() => inferSchema(value), [value]);
  return (
    <div
      tabIndex={0}
      role="region"
      aria-label={t("Schema")}
      className="min-h-0 flex-1 overflow-auto p-3 font-mono text-xs"
    >
      <Part name={null} schema={schema} always />
    </div>
  );
}

function Part({ name, schema, always }: { name: string | null; schema: Inferred; always: boolean }) {
  const types = Array.isArray(schema.type) ? schema.type : schema.type ? [schema.type] : [];
  const fields = Object.entries(schema.properties ?? {});
  return (
    <>
      <p className="flex items-baseline gap-2 py-0.5 whitespace-nowrap">
        {name !== null && (
          <span className="text-ink">
            {name}
            {!always && <span className="text-ink-faint">?</span>}
          </span>
        )}
        <span className="text-busy">{types.join(" | ") || t("any")}</span>
      </p>
      {(fields.length > 0 || schema.items) && (
        <div className="ml-1 border-l pl-4">
          {fields.map(([field, each]) => (
            <Part key={field} name={field} schema={each} always={schema.required?.includes(field) ?? false} />
          ))}
          {schema.items && <Part name={t("each")} schema={schema.items} always />}
        </div>
      )}
    </>
  );
}

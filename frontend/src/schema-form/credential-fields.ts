/** The fields of a type of credentials, as forms show them. */
import type { JsonSchema } from "@/api/types";

export type FieldKind = "all" | "open" | "secret";

/** Returns the schema of a form with all fields of a type, those that may be seen, or those that never are. */
export function fieldsSchema(schema: JsonSchema, kind: FieldKind): JsonSchema {
  const named = Object.entries(schema.properties ?? {});
  // A type that takes fields by any name has nothing but a table to offer; what is in it is secret.
  if (named.length === 0)
    return {
      type: "object",
      title: schema.title,
      additionalProperties: { type: "string", format: "password" },
    };
  const wanted = named.filter(([, field]) => kind === "all" || isSecret(field) === (kind === "secret"));
  const names = new Set(wanted.map(([name]) => name));
  return {
    type: "object",
    properties: Object.fromEntries(wanted.map(([name, field]) => [name, short(field)])),
    // What is set already need not be given again.
    required:
      kind === "all"
        ? schema.required
        : schema.required?.filter((name) => names.has(name) && kind === "open"),
  };
}

function isSecret(field: JsonSchema): boolean {
  return field["x-secret"] === true;
}

/** The limit of a field is far above what people type, and is no reason for a box of many lines. */
function short(field: JsonSchema): JsonSchema {
  if (field["x-multiline"]) return field;
  const { maxLength: _, ...rest } = field;
  return rest;
}

/** Returns fields without those that were left empty. */
export function filled(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined && value !== "" && value !== null),
  );
}

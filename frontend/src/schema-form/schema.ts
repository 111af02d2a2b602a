/** JSON Schemas as forms see them: references followed, null taken away, alternatives named. */
import type { JsonSchema } from "@/api/types";
import { t } from "@/lib/i18n";

export interface Shape {
  /** The schema without `$ref` and without null. */
  schema: JsonSchema;
  nullable: boolean;
}

export interface Variant {
  label: string;
  schema: JsonSchema;
  fits: (value: unknown) => boolean;
}

/** Returns a schema with its references followed and its null alternative noted. */
export function shapeOf(given: JsonSchema, root: JsonSchema): Shape {
  const schema = follow(given, root);
  const choices = schema.anyOf ?? schema.oneOf;
  const others = choices?.filter((each) => each.type !== "null");
  if (!choices || !others || others.length === choices.length)
    return { schema, nullable: schema.type === "null" };
  const { anyOf: _any, oneOf: _one, ...about } = schema;
  const [only] = others;
  if (others.length === 1 && only) return { schema: { ...follow(only, root), ...about }, nullable: true };
  return { schema: { ...about, anyOf: others }, nullable: true };
}

function follow(schema: JsonSchema, root: JsonSchema): JsonSchema {
  if (schema.$ref === undefined) return schema;
  const name = schema.$ref.replace(/^#\/\$defs\//, "");
  const found = root.$defs?.[name];
  const { $ref: _, ...about } = schema;
  return found ? { ...follow(found, root), ...about } : about;
}

/** Returns the alternatives of a schema, or null when it has none. */
export function variantsOf(schema: JsonSchema, root: JsonSchema): Variant[] | null {
  const choices = schema.oneOf ?? schema.anyOf;
  if (!choices || choices.length < 2) return null;
  const key = schema.discriminator?.propertyName;
  return choices.map((choice) => {
    const { schema: shape } = shapeOf(choice, root);
    const mark = key === undefined ? undefined : shape.properties?.[key]?.const;
    const label = typeof mark === "string" ? sentence(mark) : (shape.title ?? typeName(shape));
    return {
      label,
      schema: shape,
      fits: (value) =>
        key !== undefined && mark !== undefined ? has(value, key, mark) : accepts(shape, value),
    };
  });
}

function has(value: unknown, key: string, mark: unknown): boolean {
  return typeof value === "object" && value !== null && (value as Record<string, unknown>)[key] === mark;
}

/** Tells whether a value is of the type that a schema asks for. */
function accepts(schema: JsonSchema, value: unknown): boolean {
  const types = Array.isArray(schema.type) ? schema.type : schema.type ? [schema.type] : [];
  if (types.length === 0) return schema.properties ? typeOf(value) === "object" : true;
  const given = typeOf(value);
  return types.includes(given) || (given === "integer" && types.includes("number"));
}

function typeOf(value: unknown): string {
  if (value === null || value === undefined) return "null";
  if (Array.isArray(value)) return "array";
  if (typeof value === "number") return Number.isInteger(value) ? "integer" : "number";
  return typeof value;
}

function typeName(schema: JsonSchema): string {
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type;
  const names: Record<string, string> = {
    string: t("Text"),
    number: t("Number"),
    integer: t("Number"),
    boolean: t("Yes or no"),
    array: t("List"),
    object: t("Fields"),
  };
  return names[type ?? ""] ?? t("Value");
}

/** Returns `next_button` as `Next button`. */
export function sentence(name: string): string {
  const words = name.replace(/[_-]+/g, " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Returns the value that a field begins with: its default, else the emptiest one that it accepts. */
export function initialValue(given: JsonSchema, root: JsonSchema = given): unknown {
  const { schema, nullable } = shapeOf(given, root);
  if (schema.default !== undefined) return structuredClone(schema.default);
  if (schema.const !== undefined) return schema.const;
  if (nullable) return null;
  if (schema.enum) return schema.enum[0];
  const variants = variantsOf(schema, root);
  if (variants?.[0]) return initialValue(variants[0].schema, root);
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type;
  if (type === "object" || schema.properties) {
    const required = Object.entries(schema.properties ?? {}).filter(
      ([name, property]) => schema.required?.includes(name) === true || property.const !== undefined,
    );
    return Object.fromEntries(required.map(([name, property]) => [name, initialValue(property, root)]));
  }
  if (type === "array") return [];
  if (type === "number" || type === "integer") return schema.minimum ?? 0;
  if (type === "boolean") return false;
  if (type === "string") return "";
  return null;
}

/** Tells whether a text holds an expression. */
export function isExpression(value: unknown): value is string {
  return typeof value === "string" && value.includes("{{");
}

import type { JsonSchema } from "@/api/types";
import { CredentialInput } from "@/schema-form/inputs/credential-input";
import { DatasetInput, FlowInput } from "@/schema-form/inputs/reference-inputs";
import type { InputEntry } from "@/schema-form/inputs/input-props";
import { JsonInput } from "@/schema-form/inputs/json-input";
import { ListInput } from "@/schema-form/inputs/list-input";
import { MapInput } from "@/schema-form/inputs/map-input";
import { NestedInput } from "@/schema-form/inputs/nested-input";
import { BooleanInput, EnumInput, NumberInput, TextInput } from "@/schema-form/inputs/plain-inputs";
import { SecretInput, SecretText } from "@/schema-form/inputs/secret-inputs";
import { TargetInput } from "@/schema-form/inputs/target-input";
import { VariantInput } from "@/schema-form/inputs/variant-input";
import { shapeOf, variantsOf } from "@/schema-form/schema";

type Row = [applies: (schema: JsonSchema, root: JsonSchema, value: unknown) => boolean, entry: InputEntry];

/** Which input a field gets: that of the first row that applies. */
const TABLE: readonly Row[] = [
  [(schema) => schema["x-credential"] !== undefined, { Input: CredentialInput }],
  [(schema) => schema["x-dataset"] === true, { Input: DatasetInput }],
  [(schema) => schema["x-flow"] === true, { Input: FlowInput }],
  [isTarget, { Input: TargetInput, takesExpressions: true }],
  [(schema) => schema.enum !== undefined, { Input: EnumInput }],
  [(schema, root) => variantsOf(schema, root) !== null, { Input: VariantInput }],
  [(schema) => schema.format === "password", { Input: SecretInput }],
  [(schema) => schema["x-secret"] === true && schema["x-multiline"] === true, { Input: SecretText }],
  [(schema) => schema.type === "string", { Input: TextInput, takesExpressions: true }],
  [(schema) => schema.type === "number" || schema.type === "integer", { Input: NumberInput }],
  [(schema) => schema.type === "boolean", { Input: BooleanInput }],
  [
    (schema, _, value) =>
      schema.type === "array" &&
      schema.items !== undefined &&
      Object.keys(schema.items).length > 0 &&
      (value === undefined || value === null || Array.isArray(value)),
    { Input: ListInput },
  ],
  [(schema) => schema.properties !== undefined, { Input: NestedInput }],
  [
    (schema, _, value) =>
      schema.type === "object" &&
      (value === undefined || value === null || (typeof value === "object" && !Array.isArray(value))),
    { Input: MapInput },
  ],
];

/** Whatever no row knows is written as JSON. */
const OTHERWISE: InputEntry = { Input: JsonInput };

export function inputFor(schema: JsonSchema, root: JsonSchema, value: unknown): InputEntry {
  return TABLE.find(([applies]) => applies(schema, root, value))?.[1] ?? OTHERWISE;
}

function isTarget(schema: JsonSchema, root: JsonSchema): boolean {
  if (schema["x-target"] === true) return true;
  return schema.anyOf?.some((each) => shapeOf(each, root).schema["x-target"] === true) ?? false;
}

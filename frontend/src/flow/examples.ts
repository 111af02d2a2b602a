/** Inputs that a flow is tried with: they are kept in its document, so that everybody who may edit it has them. */
import type { FlowDocument, JsonSchema } from "@/api/types";

const FIELD = "x-examples";

/** Returns the saved inputs by name, in the order in which they were saved. */
export function examplesOf(document: FlowDocument): Readonly<Record<string, unknown>> {
  const kept = document.input_schema?.[FIELD];
  return typeof kept === "object" && kept !== null ? (kept as Record<string, unknown>) : {};
}

/** Returns the document with an input kept under a name, or without the one of that name. */
export function withExample(document: FlowDocument, name: string, input: unknown): FlowDocument {
  const { [name]: _, ...others } = examplesOf(document);
  const kept = input === undefined ? others : { ...others, [name]: input };
  const { [FIELD]: __, ...schema } = document.input_schema ?? {};
  return {
    ...document,
    input_schema: Object.keys(kept).length ? { ...schema, [FIELD]: kept } : schema,
  };
}

/** Tells whether runs are started with something of the starter's. */
export function takesInput(document: FlowDocument): boolean {
  return Object.keys(propertiesOf(document)).length > 0;
}

/** Tells whether a run has all that it takes when nothing is given: each value has its default. */
export function runsAsIs(document: FlowDocument): boolean {
  return Object.values(propertiesOf(document)).every((property) => property.default !== undefined);
}

function propertiesOf(document: FlowDocument): Readonly<Record<string, JsonSchema>> {
  return (document.input_schema as JsonSchema | undefined)?.properties ?? {};
}

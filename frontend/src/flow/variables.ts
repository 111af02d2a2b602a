/** What the expressions of a node can read. */
import type { DocumentNode, FlowDocument, JsonSchema } from "@/api/types";
import { undoneBy } from "@/flow/compensation";
import { earlier } from "@/flow/connect";
import { around, type Catalogue, nodeById, nodesOf } from "@/flow/document";
import { t } from "@/lib/i18n";
import { childPath } from "@/lib/json-lines";

export interface InScope {
  path: string;
  about: string;
  type?: string;
  value?: unknown;
}

/** What steps gave in the last run, by node id. */
export type LastOutputs = ReadonlyMap<string, unknown>;

const DEEPEST = 3;
const WIDEST = 60;

/** Returns everything in scope, parents before their fields, nearest steps first. */
export function variablesFor(
  document: FlowDocument,
  id: string,
  catalogue: Catalogue,
  last: LastOutputs,
): InScope[] {
  const found: InScope[] = [{ path: "input", about: t("What the run was started with"), type: "object" }];
  fromSchema("input", document.input_schema ?? {}, document.input_schema ?? {}, found);
  const steps = stepsBefore(document, id);
  if (steps.length > 0) found.push({ path: "steps", about: t("Outputs of earlier steps"), type: "object" });
  for (const node of steps) {
    const path = `steps.${node.key}`;
    const type = catalogue.get(node.type);
    const value = last.get(node.id);
    found.push({ path, about: node.name || (type?.title ?? node.type), type: "object", value });
    if (value !== undefined) fromValue(path, value, found);
    else if (type?.output_schema) fromSchema(path, type.output_schema, type.output_schema, found);
  }
  if (around(document, id).some((each) => nodeById(document, each)?.type === "core.loop")) {
    found.push(
      { path: "item", about: t("The item of this iteration") },
      { path: "index", about: t("Number of this iteration, from 0"), type: "number" },
    );
  }
  found.push(
    { path: "vars", about: t("What Set variables steps have set"), type: "object" },
    { path: "run", about: t("This run"), type: "object" },
    { path: "run.id", about: t("Id of this run"), type: "string" },
    { path: "env", about: t("Variables of the flow and the workspace"), type: "object" },
    ...Object.entries(document.settings?.env ?? {}).map(([name, value]) => ({
      path: `env.${name}`,
      about: t("Variable"),
      type: "string",
      value,
    })),
  );
  return found;
}

/** Returns what is in scope where a field is evaluated once per item: that item and its number instead of a loop's. */
export function perItem(variables: readonly InScope[], item: unknown): InScope[] {
  const found: InScope[] = [
    { path: "item", about: t("The item it is evaluated for"), value: item },
    { path: "index", about: t("Number of the item, from 0"), type: "number" },
  ];
  fromValue("item", item, found);
  return [...found, ...variables.filter(({ path }) => !/^(item|index)\b/.test(path))];
}

/** Returns the steps that are done before a node, nearest first: before it, before what it lies in, and in what is before. */
export function stepsBefore(document: FlowDocument, id: string): DocumentNode[] {
  // What undoes a node comes after it, without a wire.
  const undone = undoneBy(document, id);
  if (undone) return [undone, ...stepsBefore(document, undone.id)];
  const ids = [id, ...around(document, id)].flatMap((each) => earlier(document, each));
  const reached = new Set(ids);
  // Steps in a Try or in parallel branches may be read from outside; those of a loop may not.
  for (const node of nodesOf(document)) {
    const holders = around(document, node.id);
    const outer = holders.findIndex((each) => reached.has(each));
    const open =
      outer >= 0 &&
      holders.slice(0, outer + 1).every((each) => nodeById(document, each)?.type !== "core.loop");
    if (open) ids.push(node.id);
  }
  return [...new Set(ids)].map((each) => nodeById(document, each)).filter((node) => node !== undefined);
}

function fromSchema(path: string, schema: JsonSchema, root: JsonSchema, found: InScope[], depth = 0): void {
  if (depth >= DEEPEST) return;
  const target = schema.$ref ? (root.$defs?.[schema.$ref.replace("#/$defs/", "")] ?? {}) : schema;
  for (const [name, property] of Object.entries(target.properties ?? {})) {
    const here = childPath(path, name);
    const type = Array.isArray(property.type) ? property.type.join(" | ") : property.type;
    found.push({ path: here, about: property.description ?? property.title ?? name, type });
    fromSchema(here, property, root, found, depth + 1);
  }
}

function fromValue(path: string, value: unknown, found: InScope[], depth = 0): void {
  if (depth >= DEEPEST || typeof value !== "object" || value === null) return;
  const entries: [string | number, unknown][] = Array.isArray(value)
    ? value.slice(0, 1).map((each: unknown) => [0, each])
    : Object.entries(value);
  for (const [name, each] of entries.slice(0, WIDEST)) {
    const here = childPath(path, name);
    found.push({
      path: here,
      about: "",
      type: Array.isArray(each) ? "array" : each === null ? "null" : typeof each,
      value: each,
    });
    fromValue(here, each, found, depth + 1);
  }
}

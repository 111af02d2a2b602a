/** What the API's answers hold. Fields with defaults are always there in answers, though a request may leave them out. */
import type { components } from "@/api/schema.gen";

type Schemas = components["schemas"];

export type Flow = Required<Schemas["Flow"]>;
export type FlowDocument = Schemas["FlowDocument"];
export type FlowView = Flow & Pick<Schemas["FlowView"], "document" | "diagnostics" | "shown_version">;
export type FlowVersion = Required<Schemas["FlowVersion"]>;
export type Diagnostic = Schemas["DiagnosticView"];
export type DocumentNode = Schemas["Node"];
export type DocumentEdge = Schemas["Edge"];
export type DocumentNote = Schemas["Note"];
export type DocumentGroup = Schemas["Group"];
export type Status = Schemas["Status"];
export type Run = Required<Schemas["Run"]>;
export type StepView = Required<Schemas["StepView"]>;
export type RunError = { code?: string; message?: string; hint?: string; node?: string; details?: unknown };

export interface Page<T> {
  items: T[];
  cursor: string | null;
}

export interface Artifact {
  artifact: string;
  name: string;
  content_type: string;
  bytes: number;
  sha256: string;
}

/** An event of a run; which further fields there are depends on `type`. */
export interface RunEvent {
  seq: number;
  at: number;
  type: string;
  node?: string;
  key?: string;
  path?: string;
  [field: string]: unknown;
}

export interface NodeSummary {
  id: string;
  title: string;
  summary: string;
  folder: string;
  kind: "trigger" | "step" | "branch" | "loop" | "try" | "parallel" | "pause" | "call" | "stop";
  lane: "inline" | "browser" | "control";
  side_effect: boolean;
  credits: number;
  icon: string;
}

export interface NodeExample {
  title: string;
  config: Record<string, unknown>;
  input?: unknown;
  steps?: Record<string, unknown>;
  output?: unknown;
  error?: string;
  ports?: string[];
}

export interface NodeType extends NodeSummary {
  version: number;
  help: string;
  /** Null when they depend on the config. */
  ports: string[] | null;
  timeout_s: number | null;
  config_schema: JsonSchema;
  output_schema: JsonSchema | null;
  examples: NodeExample[];
}

/** JSON Schema 2020-12, as far as node types use it. */
export interface JsonSchema {
  $ref?: string;
  $defs?: Record<string, JsonSchema>;
  type?: string | string[];
  title?: string;
  description?: string;
  default?: unknown;
  const?: unknown;
  enum?: unknown[];
  properties?: Record<string, JsonSchema>;
  required?: string[];
  additionalProperties?: boolean | JsonSchema;
  items?: JsonSchema;
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
  discriminator?: { propertyName: string; mapping: Record<string, string> };
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: number;
  exclusiveMaximum?: number;
  minLength?: number;
  maxLength?: number;
  minItems?: number;
  maxItems?: number;
  pattern?: string;
  format?: string;
  examples?: unknown[];
  "x-per-item"?: boolean;
  "x-language"?: string;
  "x-multiline"?: boolean;
  /** What values of an enum are called; without, as they are written. */
  "x-labels"?: Record<string, string>;
  "x-secret"?: boolean;
  "x-credential"?: string[] | boolean;
  "x-dataset"?: boolean;
  "x-flow"?: boolean;
  "x-target"?: boolean;
}

export interface Pause {
  token: string;
  workspace: string;
  run: string;
  node: string;
  kind: "approval" | "webhook";
  status: string;
  request: {
    title?: string;
    message?: string;
    approvers?: string[];
    options?: { value: string; label: string; port: string }[];
    form?: JsonSchema | null;
  };
  until: number | null;
  created_at: number;
  flow?: string;
  flow_name?: string;
}

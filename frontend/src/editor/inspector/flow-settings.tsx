import { useMemo } from "react";

import type { FlowDocument, JsonSchema } from "@/api/types";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/input";
import { FlowBudget } from "@/editor/inspector/flow-budget";
import { InputSchemaEditor } from "@/editor/inspector/input-schema-editor";
import { edit, useEditor } from "@/editor/store";
import { t } from "@/lib/i18n";
import { SchemaForm } from "@/schema-form/schema-form";

const settingsSchema = (): JsonSchema => ({
  type: "object",
  required: ["durability", "timeout_s", "concurrency", "env"],
  properties: {
    timeout_s: { type: "number", title: t("A run may take (seconds)"), minimum: 1, default: 3_600 },
    concurrency: {
      type: "integer",
      title: t("Runs at the same time"),
      minimum: 1,
      maximum: 1_000,
      default: 10,
    },
    durability: {
      title: t("Durability"),
      enum: ["step", "balanced", "fast"],
      "x-labels": { step: t("After each step"), balanced: t("Balanced"), fast: t("As seldom as possible") },
      default: "balanced",
      description: t("How often a run's progress is a checkpoint of its own in the cloud."),
    },
    error_flow: { type: "string", title: t("Flow to start when a run fails"), "x-flow": true },
    env: {
      type: "object",
      title: t("Variables"),
      description: t("Read as env.NAME; those of the workspace win."),
      additionalProperties: { type: "string" },
      default: {},
    },
  },
});

/** What holds for the flow as a whole. */
export function FlowSettings() {
  const settings = useMemo(() => settingsSchema(), []);
  const document = useEditor((state) => state.document);
  const set = (label: string, change: Partial<FlowDocument>, mark: string) =>
    edit(label, (before) => ({ ...before, ...change }), mark);
  return (
    <div className="min-h-0 flex-1 space-y-5 overflow-y-auto p-4">
      <Field label={t("Description")}>
        {(about) => (
          <Textarea
            {...about}
            value={document.description ?? ""}
            onChange={(event) => set(t("Describe"), { description: event.target.value }, "description")}
          />
        )}
      </Field>
      <section>
        <h3 className="mb-1 text-sm font-semibold">{t("Input")}</h3>
        <p className="mb-2 text-xs text-ink-faint">
          {t("What a run is started with; steps read it as input.name.")}
        </p>
        <InputSchemaEditor
          schema={document.input_schema ?? {}}
          onChange={(input_schema) =>
            set(t("Change the input"), { input_schema: input_schema as Record<string, unknown> }, "input")
          }
        />
      </section>
      <section>
        <h3 className="mb-2 text-sm font-semibold">{t("Running")}</h3>
        <SchemaForm
          schema={settings}
          value={document.settings ?? {}}
          onChange={(next) =>
            set(t("Change flow settings"), { settings: next as FlowDocument["settings"] }, "settings")
          }
        />
      </section>
      <FlowBudget />
    </div>
  );
}

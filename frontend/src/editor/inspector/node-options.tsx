import { useMemo } from "react";

import type { DocumentNode, JsonSchema, NodeType } from "@/api/types";
import { Field } from "@/components/ui/field";
import { Switch } from "@/components/ui/choice";
import { Textarea } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { useNodeTypes } from "@/editor/catalogue";
import { edit, useEditor } from "@/editor/store";
import { undoersOf } from "@/flow/compensation";
import { isContainer } from "@/flow/document";
import { patchNode } from "@/flow/edits";
import { t } from "@/lib/i18n";
import { SchemaForm } from "@/schema-form/schema-form";

const POSITIVE: JsonSchema = { type: "number", minimum: 0 };
const retrySchema = (): JsonSchema => ({
  type: "object",
  required: ["max_attempts", "interval_s", "backoff"],
  properties: {
    max_attempts: { type: "integer", title: t("Attempts at most"), minimum: 1, maximum: 20, default: 3 },
    interval_s: { ...POSITIVE, title: t("Seconds before the second attempt"), default: 1 },
    backoff: { type: "number", title: t("Each pause times"), minimum: 1, maximum: 10, default: 2 },
    max_delay_s: { ...POSITIVE, title: t("Seconds between attempts at most"), default: 60 },
    jitter: { type: "boolean", title: t("Spread the pauses"), default: true },
    on: {
      title: t("Which errors"),
      enum: ["retryable", "all"],
      "x-labels": { retryable: t("Those worth another attempt"), all: t("All") },
      default: "retryable",
    },
  },
});
const timeoutSchema = (): JsonSchema => ({
  type: "object",
  properties: {
    timeout_s: {
      type: "number",
      title: t("Seconds at most"),
      description: t("Per attempt; empty for the default."),
    },
  },
});
const cacheSchema = (): JsonSchema => ({
  type: "object",
  required: ["ttl_s"],
  properties: {
    ttl_s: {
      ...POSITIVE,
      title: t("Seconds"),
      description: t("An output of the same settings and inputs that is younger is used again."),
      default: 3_600,
    },
  },
});

/** What happens when a step fails, how long it may take, and whether it runs at all. */
export function NodeOptions({ node, type }: { node: DocumentNode; type: NodeType | undefined }) {
  const set = (label: string, change: Partial<DocumentNode>, mark?: string) =>
    edit(label, (document) => patchNode(document, node.id, change), mark && `${mark}/${node.id}`);
  const retrying = useMemo(() => retrySchema(), []);
  const limited = useMemo(() => timeoutSchema(), []);
  const cached = useMemo(() => cacheSchema(), []);
  const retries = node.retry != null;
  const reactions = [
    { value: "fail" as const, label: t("The run fails") },
    { value: "continue" as const, label: t("Go on, with the error as output") },
    { value: "branch" as const, label: t("Go on at a port of its own") },
  ];
  return (
    <div className="space-y-5">
      <Field label={t("When it fails for good")}>
        {({ id }) => (
          <Select
            id={id}
            className="w-full"
            value={node.on_error ?? "fail"}
            onChange={(on_error) =>
              set(t("Change what a failure does"), { on_error: on_error === "fail" ? undefined : on_error })
            }
            options={reactions}
          />
        )}
      </Field>
      {!isContainer(node.type) && (
        <Part
          title={t("Try again")}
          on={retries}
          toggle={(on) =>
            set(t("Change retries"), {
              retry: on
                ? {
                    max_attempts: 3,
                    interval_s: 1,
                    backoff: 2,
                    max_delay_s: 60,
                    jitter: true,
                    on: "retryable",
                  }
                : undefined,
            })
          }
        >
          <SchemaForm
            schema={retrying}
            value={node.retry}
            onChange={(retry) => set(t("Change retries"), { retry: retry as DocumentNode["retry"] }, "retry")}
          />
        </Part>
      )}
      <SchemaForm
        schema={limited}
        value={{ timeout_s: node.timeout_s ?? undefined }}
        onChange={(value) =>
          set(
            t("Change the time limit"),
            { timeout_s: (value as { timeout_s?: number }).timeout_s },
            "timeout",
          )
        }
      />
      {type?.kind === "step" && <Undoing node={node} set={set} />}
      {!isContainer(node.type) && type?.side_effect === false && (
        <Part
          title={t("Reuse earlier outputs")}
          on={node.cache != null}
          toggle={(on) => set(t("Change reuse"), { cache: on ? { ttl_s: 3_600 } : undefined })}
        >
          <SchemaForm
            schema={cached}
            value={node.cache}
            onChange={(cache) => set(t("Change reuse"), { cache: cache as DocumentNode["cache"] }, "cache")}
          />
        </Part>
      )}
      <Part
        title={t("Switched off")}
        on={node.disabled ?? false}
        toggle={(on) => set(on ? t("Switch off") : t("Switch on"), { disabled: on || undefined })}
      >
        <p className="text-xs text-ink-faint">{t("It is passed through: what comes in goes out.")}</p>
      </Part>
      <Field label={t("Notes")}>
        {(about) => (
          <Textarea
            {...about}
            value={node.notes ?? ""}
            onChange={(event) => set(t("Write notes"), { notes: event.target.value || undefined }, "notes")}
          />
        )}
      </Field>
    </div>
  );
}

/** Which node undoes this one when the run fails later. */
function Undoing({
  node,
  set,
}: {
  node: DocumentNode;
  set: (label: string, change: Partial<DocumentNode>) => void;
}) {
  const document = useEditor((state) => state.document);
  const types = useNodeTypes();
  const undoers = undoersOf(document, node, types);
  return (
    <Field
      label={t("Undone by")}
      hint={
        undoers.length === 0
          ? t("Add a node without wires that takes back what this one does; it can be chosen here.")
          : t(
              "When the run fails later, it takes back what this step did. It has no wires and reads steps.{key}.",
              {
                key: node.key,
              },
            )
      }
    >
      {({ id }) => (
        <Select
          id={id}
          className="w-full"
          disabled={undoers.length === 0}
          value={node.compensate_with ?? ""}
          onChange={(chosen) => set(t("Change what undoes it"), { compensate_with: chosen || undefined })}
          options={[
            { value: "", label: t("Nothing") },
            ...undoers.map((each) => ({ value: each.id, label: each.name || each.key })),
          ]}
        />
      )}
    </Field>
  );
}

function Part({
  title,
  on,
  toggle,
  children,
}: {
  title: string;
  on: boolean;
  toggle: (on: boolean) => void;
  children: React.ReactNode;
}) {
  return (
    <section>
      <label className="flex items-center gap-3 text-sm font-medium">
        <span className="flex-1">{title}</span>
        <Switch checked={on} onChange={toggle} label={title} />
      </label>
      {on && <div className="mt-2">{children}</div>}
    </section>
  );
}

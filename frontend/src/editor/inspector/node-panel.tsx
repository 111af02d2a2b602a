import { X } from "lucide-react";
import { useState } from "react";

import type { DocumentNode, NodeType } from "@/api/types";
import { NodeIcon } from "@/components/node-icon";
import { Said } from "@/components/said";
import { IconButton } from "@/components/ui/icon-button";
import { Tabs } from "@/components/ui/tabs";
import { HelpTab } from "@/editor/inspector/help-tab";
import { NodeOptions } from "@/editor/inspector/node-options";
import { TRIGGER_SETTINGS } from "@/editor/inspector/triggers/table";
import { useExpressions } from "@/editor/inspector/use-expressions";
import { useRunView } from "@/editor/run-view";
import { edit, useEditor } from "@/editor/store";
import { FlowComments } from "@/editor/panels/flow-comments";
import { NodeResult } from "@/editor/panels/node-result";
import type { Catalogue } from "@/flow/document";
import { patchNode, renameKey } from "@/flow/edits";
import { fieldProblems } from "@/flow/problems";
import { usePhone } from "@/hooks/use-media";
import { cn } from "@/lib/cn";
import { t } from "@/lib/i18n";
import { SchemaForm } from "@/schema-form/schema-form";

type Tab = "settings" | "options" | "output" | "comments" | "help";

interface Props {
  node: DocumentNode;
  type: NodeType | undefined;
  catalogue: Catalogue;
  close: () => void;
}

/** One node: its settings, what happens when it fails, what it gave, how it works. */
export function NodePanel({ node, type, catalogue, close }: Props) {
  const run = useEditor((state) => state.run);
  // A phone is for looking: at what came out before at what was set.
  const ran = useRunView((state) => state.totals.has(node.id));
  const phone = usePhone();
  const [tab, setTab] = useState<Tab>(phone && run && ran ? "output" : "settings");
  const tabs = [
    { value: "settings" as const, label: t("Settings") },
    { value: "options" as const, label: t("When it fails") },
    ...(run ? [{ value: "output" as const, label: t("Output") }] : []),
    { value: "comments" as const, label: t("Comments") },
    { value: "help" as const, label: t("Help") },
  ];
  return (
    <>
      <header className="px-4 pt-3 pb-2">
        <div className="flex items-center gap-2.5">
          <NodeIcon
            icon={type?.icon}
            folder={node.type.split(".")[0] ?? ""}
            className="size-8 rounded-lg [&_svg]:size-4"
          />
          <div className="min-w-0 flex-1">
            <input
              aria-label={t("Name")}
              className="-mx-1 min-h-6 w-full truncate rounded bg-transparent px-1 font-semibold outline-none placeholder:text-ink hover:bg-hover focus:bg-sunken focus:outline-2 focus:outline-accent/30"
              placeholder={type?.title ?? node.type}
              value={node.name ?? ""}
              onChange={(event) =>
                edit(
                  t("Rename"),
                  (document) => patchNode(document, node.id, { name: event.target.value || undefined }),
                  `name/${node.id}`,
                )
              }
            />
            <KeyInput key={node.key} node={node} />
          </div>
          <IconButton label={t("Close")} size="icon-sm" onClick={close}>
            <X />
          </IconButton>
        </div>
      </header>
      <Tabs dense label={t("Parts of the node")} value={tab} onChange={setTab} tabs={tabs}>
        <div
          data-fields-of={node.id}
          className={cn("min-h-0 flex-1", tab === "output" ? "flex flex-col" : "overflow-y-auto p-4")}
        >
          {tab === "settings" && <Settings node={node} type={type} catalogue={catalogue} />}
          {tab === "options" && <NodeOptions node={node} type={type} />}
          {tab === "output" && run && <NodeResult run={run} node={node} />}
          {tab === "comments" && <FlowComments node={node.id} />}
          {tab === "help" && type && <HelpTab type={type} node={node} />}
        </div>
      </Tabs>
    </>
  );
}

const KEY = /^[A-Za-z_][A-Za-z0-9_]{0,63}$/;

/** The name that expressions use; changing it changes them, too. */
function KeyInput({ node }: { node: DocumentNode }) {
  const [text, setText] = useState(node.key);
  const taken = useEditor(
    ({ document }) => document.nodes?.some((each) => each.id !== node.id && each.key === text) ?? false,
  );
  const bad = taken || !KEY.test(text);
  const save = () => {
    if (bad) setText(node.key);
    else edit(t("Rename the key"), (document) => renameKey(document, node.id, text));
  };
  return (
    <label className="flex items-center gap-1 font-mono text-2xs text-ink-faint">
      steps.
      <input
        aria-label={t("Key")}
        aria-invalid={bad}
        title={
          taken
            ? t("Another node has this key.")
            : t("Letters, digits and underscores. Expressions that read it are changed along.")
        }
        className="-ml-1 min-h-6 w-full rounded bg-transparent px-0.5 outline-none hover:bg-hover focus:bg-sunken aria-invalid:text-bad"
        value={text}
        onChange={(event) => setText(event.target.value)}
        onBlur={save}
        onKeyDown={(event) => event.key === "Enter" && save()}
      />
    </label>
  );
}

function Settings({
  node,
  type,
  catalogue,
}: {
  node: DocumentNode;
  type: NodeType | undefined;
  catalogue: Catalogue;
}) {
  const diagnostics = useEditor((state) => state.diagnostics);
  const problems = fieldProblems(diagnostics, node.id);
  const expressions = useExpressions(node, catalogue);
  if (!type)
    return (
      <div className="space-y-3" aria-busy>
        {[1, 2, 3].map((each) => (
          <div key={each} className="h-12 skeleton" />
        ))}
      </div>
    );
  const own = problems.get("");
  const none = Object.keys(type.config_schema.properties ?? {}).length === 0;
  const setConfig = (config: Record<string, unknown>) =>
    edit(t("Change settings"), (document) => patchNode(document, node.id, { config }), `config/${node.id}`);
  const form = (
    <SchemaForm
      schema={type.config_schema}
      value={node.config ?? {}}
      expressions={expressions}
      problems={problems}
      onChange={(config) => setConfig(config as Record<string, unknown>)}
    />
  );
  const Trigger = TRIGGER_SETTINGS[type.id];
  if (Trigger) return <Trigger node={node} setConfig={setConfig} problem={own} form={form} />;
  return (
    <div className="space-y-3">
      {own && (
        <p role="alert" className="rounded-lg border border-wait/25 bg-wait-soft px-3 py-2 text-xs text-wait">
          <Said text={own} />
        </p>
      )}
      {none ? (
        <p className="text-sm text-ink-soft">
          <Said text={type.summary} /> {t("There is nothing to set.")}
        </p>
      ) : (
        form
      )}
    </div>
  );
}

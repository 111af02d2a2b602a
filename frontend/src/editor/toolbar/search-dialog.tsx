import { useState } from "react";

import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { edit, select, useEditor } from "@/editor/store";
import { nodeById } from "@/flow/document";
import { findText, replaceText } from "@/flow/edits";
import { t, tn } from "@/lib/i18n";

const SHOWN = 50;

/** Finds a text in all nodes of the flow, and replaces it. */
export function SearchDialog({ close }: { close: () => void }) {
  const document = useEditor((state) => state.document);
  const [wanted, setWanted] = useState("");
  const [by, setBy] = useState("");
  const found = findText(document, wanted);
  return (
    <Dialog
      open
      onOpenChange={(open) => open || close()}
      title={t("Search and replace")}
      description={t("In names, notes and settings of all nodes; keys are found, but renamed by themselves.")}
      footer={
        <Button
          look="primary"
          disabled={found.length === 0}
          onClick={() =>
            edit(t("Replace “{text}”", { text: wanted }), (before) => replaceText(before, wanted, by))
          }
        >
          {t("Replace all")}
        </Button>
      }
    >
      <div className="space-y-3">
        <div className="grid gap-3 sm:grid-cols-2">
          <Field label={t("Search for")}>
            {(about) => (
              <Input
                {...about}
                autoFocus
                value={wanted}
                onChange={(event) => setWanted(event.target.value)}
              />
            )}
          </Field>
          <Field label={t("Replace by")}>
            {(about) => <Input {...about} value={by} onChange={(event) => setBy(event.target.value)} />}
          </Field>
        </div>
        {wanted && (
          <p className="text-xs text-ink-faint">{tn(found.length, "Found {n} time", "Found {n} times")}</p>
        )}
        <ul className="space-y-0.5">
          {found.slice(0, SHOWN).map((each, index) => (
            <li key={index}>
              <button
                type="button"
                className="flex w-full gap-2 rounded px-2 py-1 text-left text-sm hover:bg-hover"
                onClick={() => {
                  select([each.node]);
                  close();
                }}
              >
                <span className="w-32 shrink-0 truncate font-medium">
                  {nodeById(document, each.node)?.name || nodeById(document, each.node)?.key}
                </span>
                <span className="min-w-0 flex-1 truncate font-mono text-xs text-ink-soft">{each.text}</span>
              </button>
            </li>
          ))}
        </ul>
      </div>
    </Dialog>
  );
}

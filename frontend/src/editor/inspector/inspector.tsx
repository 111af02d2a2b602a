import { X } from "lucide-react";

import { IconButton } from "@/components/ui/icon-button";
import { FlowSettings } from "@/editor/inspector/flow-settings";
import { NodePanel } from "@/editor/inspector/node-panel";
import { SelectionPanel } from "@/editor/inspector/selection-panel";
import { onlySelected, select, useEditor } from "@/editor/store";
import { type Catalogue, nodeById } from "@/flow/document";
import { t } from "@/lib/i18n";

/** What is selected, to look at and to change; with nothing selected, the flow itself. */
export function Inspector({ catalogue, close }: { catalogue: Catalogue; close: () => void }) {
  const only = useEditor(onlySelected);
  const node = useEditor(({ document }) => (only === null ? undefined : nodeById(document, only)));
  const count = useEditor(({ selected }) => selected.size);
  return (
    <aside
      aria-label={t("Settings")}
      className="flex w-full shrink-0 flex-col bg-surface md:w-96 md:border-l dark:bg-ground"
    >
      {node ? (
        <NodePanel
          key={node.id}
          node={node}
          type={catalogue.get(node.type)}
          catalogue={catalogue}
          close={() => select([])}
        />
      ) : count > 1 ? (
        <SelectionPanel catalogue={catalogue} />
      ) : (
        <>
          <header className="flex items-center px-4 pt-3 pb-1">
            <h2 className="flex-1 font-semibold">{t("Flow settings")}</h2>
            <IconButton label={t("Hide the settings")} size="icon-sm" onClick={close}>
              <X />
            </IconButton>
          </header>
          <FlowSettings />
        </>
      )}
    </aside>
  );
}

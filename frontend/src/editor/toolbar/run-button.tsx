import { ChevronDown, Play } from "lucide-react";

import { ActionButton, ActionIcon } from "@/components/action-button";
import type { EditorCommands } from "@/editor/commands";
import { useEditor } from "@/editor/store";
import { takesInput } from "@/flow/examples";
import { t } from "@/lib/i18n";

/** Runs the flow; where it takes an input, one may be given beside. */
export function RunButton({ commands: { run, askInput } }: { commands: EditorCommands }) {
  const takes = useEditor((state) => takesInput(state.document));
  return (
    <div className="flex items-center">
      <ActionButton
        operation="runs_start"
        look="primary"
        data-tour="run"
        className={takes ? "rounded-r-none" : undefined}
        onClick={run}
      >
        <Play />
        {t("Run")}
      </ActionButton>
      {takes && (
        <ActionIcon
          operation="runs_start"
          label={t("Run with …")}
          shortcut="mod+shift+enter"
          look="primary"
          className="w-7 rounded-l-none border-l border-on-accent/25"
          onClick={askInput}
        >
          <ChevronDown />
        </ActionIcon>
      )}
    </div>
  );
}

import { Link, useNavigate } from "@tanstack/react-router";
import {
  ArrowLeft,
  Check,
  CloudAlert,
  Ellipsis,
  History,
  LoaderCircle,
  MessageSquare,
  Rocket,
  Settings2,
  Square,
  Undo2,
} from "lucide-react";

import { Suspense, useState } from "react";

import { saveFile } from "@/api/files";
import { cancelRun } from "@/api/runs";
import { ActionButton } from "@/components/action-button";
import { Badge } from "@/components/badge";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { Menu } from "@/components/ui/menu";
import { Tip } from "@/components/ui/tip";
import { toast } from "@/components/ui/toast";
import { flush } from "@/editor/autosave";
import type { EditorCommands } from "@/editor/commands";
import { MachineDialog } from "@/editor/later";
import { RunButton } from "@/editor/toolbar/run-button";
import { useRunView } from "@/editor/run-view";
import { edit, type Saving, togglePanel, useEditor } from "@/editor/store";
import { useCan } from "@/hooks/use-can";
import { cn } from "@/lib/cn";
import { msg, t } from "@/lib/i18n";

interface Props {
  commands: EditorCommands;
  settingsOpen: boolean;
}

/** Above the canvas: the flow's name, whether it is saved, and what is done with it as a whole. */
export function Toolbar({ commands, settingsOpen }: Props) {
  const { publish, openSettings } = commands;
  const flow = useEditor((state) => state.flow);
  const name = useEditor((state) => state.document.name);
  const version = useEditor((state) => state.version);
  const shown = useEditor((state) => state.run);
  const active = useRunView((state) => state.active);
  const navigate = useNavigate();
  const [machine, showMachine] = useState(false);
  const stop = () => {
    if (shown) cancelRun(shown).catch(toast.error);
  };
  return (
    <header className="flex h-12 shrink-0 items-center gap-2 border-b bg-surface px-2 dark:bg-ground">
      <IconButton label={t("All flows")} asChild>
        <Link to="/flows">
          <ArrowLeft />
        </Link>
      </IconButton>
      <input
        aria-label={t("Name of the flow")}
        className="field-sizing-content max-w-[40vw] min-w-24 truncate rounded px-1.5 py-0.5 font-semibold outline-none hover:bg-hover focus:bg-sunken focus:outline-2 focus:outline-accent/30"
        value={name}
        onChange={(event) =>
          event.target.value &&
          edit(t("Rename the flow"), (document) => ({ ...document, name: event.target.value }), "flow-name")
        }
      />
      <SavingState />
      {version !== null && (
        <span className="hidden rounded bg-accent-soft px-1.5 text-2xs font-medium text-accent lg:inline">
          {t("Version {n}", { n: version })}
        </span>
      )}
      <div className="ml-auto flex items-center gap-1">
        <Button
          look="quiet"
          size="icon"
          aria-label={t("Flow settings")}
          aria-pressed={settingsOpen}
          className={cn("hidden md:inline-flex", settingsOpen && "bg-hover text-ink")}
          onClick={openSettings}
        >
          <Settings2 />
        </Button>
        <Menu
          trigger={
            <IconButton label={t("More")}>
              <Ellipsis />
            </IconButton>
          }
          groups={[
            [
              {
                label: t("Runs"),
                icon: <History />,
                onSelect: () => void navigate({ to: "/runs", search: { flow } }),
              },
              { label: t("Versions"), icon: <Rocket />, onSelect: () => togglePanel("versions") },
              { label: t("History of changes"), icon: <Undo2 />, onSelect: () => togglePanel("history") },
              { label: t("Comments"), icon: <MessageSquare />, onSelect: () => togglePanel("comments") },
            ],
            [
              { label: t("Export YAML"), onSelect: () => void exportFlow(flow, "yaml") },
              { label: t("Export JSON"), onSelect: () => void exportFlow(flow, "json") },
              { label: t("Export for Chrome's Recorder"), onSelect: () => void exportFlow(flow, "recorder") },
              { label: t("As state machine"), onSelect: () => showMachine(true) },
              {
                label: t("Copy as JSON"),
                onSelect: () =>
                  void navigator.clipboard
                    .writeText(JSON.stringify(useEditor.getState().document, null, 2))
                    .then(() => toast.ok(t("Copied"))),
              },
            ],
          ]}
        />
        {machine && <DraftMachine close={() => showMachine(false)} />}
        <ActionButton
          operation="flows_publish"
          data-tour="publish"
          className="hidden sm:inline-flex"
          onClick={publish}
        >
          <Rocket />
          {t("Publish")}
        </ActionButton>
        {active ? (
          <Button look="danger" onClick={stop}>
            <Square />
            {t("Stop")}
          </Button>
        ) : (
          <RunButton commands={commands} />
        )}
      </div>
    </header>
  );
}

const ENDINGS = { yaml: "yaml", json: "json", recorder: "recorder.json" };

/** Saves the draft as a file, with what is not on the host yet. */
async function exportFlow(flow: string, format: keyof typeof ENDINGS): Promise<void> {
  await flush();
  const name = useEditor.getState().document.name.replace(/[^\p{L}\p{N}]+/gu, "-");
  await saveFile(`/api/v1/flows/${flow}/export`, `${name}.${ENDINGS[format]}`, { format }).catch(toast.error);
}

function DraftMachine({ close }: { close: () => void }) {
  const document = useEditor((state) => state.document);
  return (
    <Suspense>
      <MachineDialog document={document} name={document.name} close={close} />
    </Suspense>
  );
}

const SAID: Record<Saving, string> = {
  saved: msg("Saved"),
  dirty: msg("Saving …"),
  saving: msg("Saving …"),
  offline: msg("Kept here, not saved yet"),
  conflict: msg("Changed elsewhere"),
};

function SavingState() {
  const saving = useEditor((state) => state.saving);
  const { why } = useCan("flows_save");
  if (why)
    return (
      <Tip text={why}>
        <span role="status" tabIndex={0} className="rounded-full">
          <Badge tone="wait">{t("To look at only")}</Badge>
        </span>
      </Tip>
    );
  return (
    <span
      role="status"
      className={cn(
        "flex items-center gap-1 text-xs whitespace-nowrap",
        saving === "offline" || saving === "conflict" ? "text-wait" : "text-ink-faint",
      )}
    >
      {saving === "saved" ? (
        <Check className="size-3.5" />
      ) : saving === "saving" || saving === "dirty" ? (
        <LoaderCircle className="size-3.5 animate-spin" />
      ) : (
        <CloudAlert className="size-3.5" />
      )}
      <span className="hidden md:inline">{t(SAID[saving])}</span>
    </span>
  );
}

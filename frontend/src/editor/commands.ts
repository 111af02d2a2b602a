/** Everything the editor can do, as commands with their keys. */
import { useMemo } from "react";

import {
  addGroupAt,
  addNoteAt,
  alignSelected,
  arrange,
  copySelected,
  cutSelected,
  duplicateSelected,
  foldSelected,
  openAdding,
  pasteText,
  toggleDisabled,
  wrapSelected,
} from "@/editor/actions";
import { camera } from "@/editor/canvas/camera";
import { runFlow } from "@/editor/running";
import { onlySelected, redoEdit, select, togglePanel, undoEdit, useEditor } from "@/editor/store";
import type { Side } from "@/flow/align";
import { type Catalogue, nodeById, nodesOf } from "@/flow/document";
import { runsAsIs, takesInput } from "@/flow/examples";
import { useCommands } from "@/hooks/use-commands";
import { motionMs } from "@/hooks/use-media";
import type { Command } from "@/lib/commands";
import { msg, t } from "@/lib/i18n";

export interface Dialogs {
  askInput: () => void;
  publish: () => void;
  search: () => void;
  openSettings: () => void;
  togglePalette: () => void;
}

export interface EditorCommands extends Dialogs {
  run: () => void;
  arrangeAll: () => void;
  addNote: () => void;
}

const ANIMATED_MS = 300;

const SIDES: readonly [Side, string][] = [
  ["left", msg("Align left")],
  ["center", msg("Align centres")],
  ["right", msg("Align right")],
  ["top", msg("Align top")],
  ["middle", msg("Align middles")],
  ["bottom", msg("Align bottom")],
  ["row", msg("Spread in a row")],
  ["column", msg("Spread in a column")],
];

/** Returns the place in the middle of the page. */
const middle = () => camera.toCanvas({ x: innerWidth / 2, y: innerHeight / 2 });

/** Registers the editor's commands and returns those that the toolbar has buttons for. */
export function useEditorCommands(catalogue: Catalogue, dialogs: Dialogs): EditorCommands {
  const actions = useMemo<EditorCommands>(() => {
    return {
      ...dialogs,
      run: () => {
        if (runsAsIs(useEditor.getState().document)) void runFlow();
        else dialogs.askInput();
      },
      arrangeAll: () => {
        const all = useEditor.getState().selected.size < 2;
        void arrange(catalogue).then(
          () => all && camera.show({ duration: motionMs(ANIMATED_MS), maxZoom: 1, padding: 0.18 }),
        );
      },
      addNote: () => addNoteAt(middle()),
    };
  }, [catalogue, dialogs]);
  const commands = useMemo<Command[]>(() => {
    const some = () => useEditor.getState().selected.size > 0;
    const key = () => {
      const only = onlySelected(useEditor.getState());
      return only === null ? undefined : nodeById(useEditor.getState().document, only)?.key;
    };
    const edits = t("Edit");
    const running = t("Run");
    const view = t("View");
    return [
      { id: "edit.undo", title: t("Undo"), group: edits, keys: "mod+z", run: undoEdit },
      {
        id: "edit.redo",
        title: t("Redo"),
        group: edits,
        keys: "mod+shift+z",
        alsoKeys: "mod+y",
        run: redoEdit,
      },
      {
        id: "edit.copy",
        title: t("Copy"),
        group: edits,
        keys: "mod+c",
        enabled: some,
        run: () => void copySelected(),
      },
      {
        id: "edit.cut",
        title: t("Cut"),
        group: edits,
        keys: "mod+x",
        enabled: some,
        run: () => void cutSelected(),
      },
      {
        id: "edit.paste",
        title: t("Paste"),
        group: edits,
        keys: "mod+v",
        run: () => void navigator.clipboard.readText().then((text) => pasteText(text, middle())),
      },
      {
        id: "edit.duplicate",
        title: t("Duplicate"),
        group: edits,
        keys: "mod+d",
        enabled: some,
        run: duplicateSelected,
      },
      {
        id: "edit.all",
        title: t("Select all"),
        group: edits,
        keys: "mod+a",
        run: () => select(nodesOf(useEditor.getState().document).map((node) => node.id)),
      },
      {
        id: "edit.none",
        title: t("Select nothing"),
        group: edits,
        keys: "escape",
        hidden: true,
        run: () => select([]),
      },
      {
        id: "edit.disable",
        title: t("Switch nodes off or on"),
        group: edits,
        keys: "d",
        enabled: some,
        run: toggleDisabled,
      },
      { id: "edit.arrange", title: t("Arrange"), group: edits, keys: "shift+a", run: actions.arrangeAll },
      { id: "edit.search", title: t("Search and replace"), group: edits, keys: "mod+f", run: dialogs.search },
      {
        id: "edit.add",
        title: t("Add a node after this one"),
        group: edits,
        keys: "n",
        run: () => openAdding(catalogue, middle(), camera.toScreen),
      },
      {
        id: "edit.wire",
        title: t("Wire this node to others"),
        group: edits,
        keys: "w",
        enabled: () => key() !== undefined,
        run: () => useEditor.setState((state) => ({ wiring: onlySelected(state) })),
      },
      {
        id: "edit.fold",
        title: t("Collapse or open containers"),
        group: edits,
        keys: "c",
        enabled: some,
        run: foldSelected,
      },
      {
        id: "edit.group",
        title: t("Draw a group around it"),
        group: edits,
        keys: "mod+g",
        run: () => addGroupAt(middle(), catalogue),
      },
      ...SIDES.map(([side, title]): Command => ({
        id: `edit.align.${side}`,
        title: t(title),
        group: edits,
        enabled: () => useEditor.getState().selected.size > 1,
        run: () => alignSelected(side, catalogue),
      })),
      { id: "edit.note", title: t("Add a note"), group: edits, keys: "shift+n", run: actions.addNote },
      {
        id: "edit.loop",
        title: t("Put into a Loop"),
        group: edits,
        enabled: some,
        run: () => wrapSelected("core.loop"),
      },
      {
        id: "edit.try",
        title: t("Put into a Try"),
        group: edits,
        enabled: some,
        run: () => wrapSelected("core.try"),
      },
      {
        id: "run.all",
        title: t("Run the flow"),
        group: running,
        keys: "mod+enter",
        inText: true,
        run: actions.run,
      },
      {
        id: "run.with",
        title: t("Run with …"),
        group: running,
        keys: "mod+shift+enter",
        inText: true,
        enabled: () => takesInput(useEditor.getState().document),
        run: dialogs.askInput,
      },
      {
        id: "run.only",
        title: t("Run this node on the last results"),
        group: running,
        keys: "shift+enter",
        enabled: () => key() !== undefined,
        run: () => void runFlow({ only: key() }),
      },
      {
        id: "run.until",
        title: t("Run up to this node"),
        group: running,
        enabled: () => key() !== undefined,
        run: () => void runFlow({ until: key() }),
      },
      { id: "flow.publish", title: t("Publish"), group: running, keys: "mod+shift+p", run: dialogs.publish },
      {
        id: "view.fit",
        title: t("Show all"),
        group: view,
        keys: "1",
        run: () => camera.show({ duration: 250, maxZoom: 1, padding: 0.18 }),
      },
      {
        id: "view.focus",
        title: t("Show what is selected"),
        group: view,
        keys: "2",
        enabled: some,
        run: () =>
          camera.show({
            duration: 250,
            maxZoom: 1.2,
            nodes: [...useEditor.getState().selected].map((id) => ({ id })),
          }),
      },
      { id: "view.palette", title: t("Palette"), group: view, keys: "p", run: dialogs.togglePalette },
      { id: "view.settings", title: t("Flow settings"), group: view, keys: "s", run: dialogs.openSettings },
      { id: "view.results", title: t("Results"), group: view, keys: "r", run: () => togglePanel("results") },
      {
        id: "view.problems",
        title: t("Problems"),
        group: view,
        keys: "e",
        run: () => togglePanel("problems"),
      },
      {
        id: "view.history",
        title: t("History of changes"),
        group: view,
        keys: "h",
        run: () => togglePanel("history"),
      },
      {
        id: "view.versions",
        title: t("Versions"),
        group: view,
        keys: "v",
        run: () => togglePanel("versions"),
      },
      {
        id: "view.comments",
        title: t("Comments"),
        group: view,
        run: () => togglePanel("comments"),
      },
    ];
  }, [actions, catalogue, dialogs]);
  useCommands("editor", commands);
  return actions;
}

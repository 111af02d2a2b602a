import {
  ListChecks,
  Maximize,
  Redo2,
  Search,
  StickyNote,
  Table2,
  Undo2,
  Wand,
  ZoomIn,
  ZoomOut,
} from "lucide-react";

import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { camera } from "@/editor/canvas/camera";
import type { EditorCommands } from "@/editor/commands";
import { redoEdit, togglePanel, undoEdit, useEditor } from "@/editor/store";
import { cn } from "@/lib/cn";
import { t, tn } from "@/lib/i18n";

/** On the canvas, below: what is done with the drawing. */
export function CanvasBar({ commands: { arrangeAll, addNote, search } }: { commands: EditorCommands }) {
  const canUndo = useEditor(({ history }) => history.now > 0);
  const canRedo = useEditor(({ history }) => history.now < history.changes.length - 1);
  const panel = useEditor((state) => state.panel);
  const errors = useEditor(({ diagnostics }) => diagnostics.length);
  return (
    <div className="@container pointer-events-none absolute inset-x-2 bottom-3 z-20 flex justify-center">
      <div className="pointer-events-auto flex items-center gap-0.5 rounded-xl border bg-raised p-1 shadow-float">
        <IconButton label={t("Undo")} shortcut="mod+z" size="icon-sm" disabled={!canUndo} onClick={undoEdit}>
          <Undo2 />
        </IconButton>
        <IconButton
          label={t("Redo")}
          shortcut="mod+shift+z"
          size="icon-sm"
          disabled={!canRedo}
          onClick={redoEdit}
        >
          <Redo2 />
        </IconButton>
        <Line />
        <IconButton label={t("Zoom out")} size="icon-sm" onClick={camera.zoomOut}>
          <ZoomOut />
        </IconButton>
        <IconButton label={t("Zoom in")} size="icon-sm" onClick={camera.zoomIn}>
          <ZoomIn />
        </IconButton>
        <IconButton
          label={t("Show all")}
          shortcut="1"
          size="icon-sm"
          onClick={() => camera.show({ duration: 250, maxZoom: 1, padding: 0.18 })}
        >
          <Maximize />
        </IconButton>
        <span className="hidden @md:contents">
          <Line />
          <IconButton label={t("Arrange")} shortcut="shift+a" size="icon-sm" onClick={arrangeAll}>
            <Wand />
          </IconButton>
          <IconButton label={t("Add a note")} size="icon-sm" onClick={addNote}>
            <StickyNote />
          </IconButton>
          <IconButton label={t("Search and replace")} shortcut="mod+f" size="icon-sm" onClick={search}>
            <Search />
          </IconButton>
        </span>
        <Line />
        <Button
          look="quiet"
          size="sm"
          aria-pressed={panel === "results"}
          className={cn(panel === "results" && "bg-hover text-ink")}
          onClick={() => togglePanel("results")}
        >
          <Table2 />
          <span className="sr-only @sm:not-sr-only">{t("Results")}</span>
        </Button>
        <Button
          look="quiet"
          size="sm"
          aria-pressed={panel === "problems"}
          className={cn(panel === "problems" && "bg-hover text-ink", errors > 0 && "text-wait")}
          onClick={() => togglePanel("problems")}
        >
          <ListChecks />
          <span className="sr-only @sm:not-sr-only">
            {errors === 0 ? t("Problems") : tn(errors, "{n} problem", "{n} problems")}
          </span>
        </Button>
      </div>
    </div>
  );
}

function Line() {
  return <span className="mx-1 h-5 w-px bg-line" />;
}

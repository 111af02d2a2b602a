import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { PanelLeftOpen } from "lucide-react";
import { Suspense, useEffect, useMemo, useState } from "react";

import { flowQuery } from "@/api/flows";
import { nodesQuery } from "@/api/nodes";
import type { FlowView } from "@/api/types";
import { ProblemView } from "@/components/problem";
import { IconButton } from "@/components/ui/icon-button";
import { toast } from "@/components/ui/toast";
import { leave, useAutosave } from "@/editor/autosave";
import { Stage } from "@/editor/canvas/stage";
import { useCatalogue } from "@/editor/catalogue";
import { useEditorCommands } from "@/editor/commands";
import { EditorSkeleton } from "@/editor/editor-skeleton";
import { ConflictDialog, Drawer, Inspector, PublishDialog, RunDialog, SearchDialog } from "@/editor/later";
import { forget, isOwn, unsaved } from "@/editor/kept";
import { layoutOf } from "@/editor/layout-worker";
import { Palette } from "@/editor/palette/palette";
import { Sheet } from "@/editor/sheet";
import { edit, openFlow, select, settle, useEditor } from "@/editor/store";
import { CanvasBar } from "@/editor/toolbar/canvas-bar";
import { Toolbar } from "@/editor/toolbar/toolbar";
import { ShownRunProvider } from "@/editor/use-shown-run";
import type { Catalogue } from "@/flow/document";
import { withLayout } from "@/flow/layout";
import { sameDocument } from "@/flow/same";
import { useMedia, usePhone } from "@/hooks/use-media";
import { t } from "@/lib/i18n";

const route = getRouteApi("/flows/$flow");

/** A flow, open to be drawn, run and published. */
export function EditorPage() {
  const { flow: id } = route.useParams();
  const query = useQuery({
    ...flowQuery(id),
    staleTime: 0,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
  const types = useQuery(nodesQuery);
  const open = useEditor((state) => state.flow);
  const fresh = query.isFetchedAfterMount ? query.data : undefined;
  useEffect(() => {
    if (fresh && useEditor.getState().flow !== fresh.id) start(fresh);
  }, [fresh]);
  useEffect(() => leave, [id]);
  // What is open stays open: it is saved and read again when the host is back.
  if (query.isError && open !== id)
    return <ProblemView page error={query.error} retry={() => void query.refetch()} />;
  if (types.isError && !types.data)
    return <ProblemView page error={types.error} retry={() => void types.refetch()} />;
  if (open !== id || types.isPending) return <EditorSkeleton />;
  return (
    <ShownRunProvider key={id}>
      <Editor />
    </ShownRunProvider>
  );
}

/** Opens a flow, with what this browser has kept of it and the host never got. */
function start(flow: FlowView): void {
  openFlow(flow, t("Opened"));
  const kept = unsaved(flow.id);
  if (!kept) return;
  if (sameDocument(kept.document, flow.document)) {
    forget(flow.id);
    return;
  }
  edit(t("Restore unsaved changes"), () => kept.document);
  // Changes made to another revision are for the user to decide about, unless that is of the same hand.
  if (kept.rev !== flow.rev && !isOwn(flow.id, flow.document)) useEditor.setState({ saving: "conflict" });
  else toast.info(t("Your unsaved changes are back"), t("They were kept in this browser."));
}

/** Where the palette and the settings beside the canvas would leave too little of it. */
const NARROW = "(max-width: 1179px)";

type Open = "input" | "publish" | "search" | null;

function Editor() {
  const catalogue = useCatalogue();
  const phone = usePhone();
  const narrow = useMedia(NARROW);
  const [wanted, setWanted] = useState(true);
  const [settings, setSettings] = useState(false);
  const [dialog, setDialog] = useState<Open>(null);
  const inspector = useEditor((state) => state.selected.size > 0) || settings;
  const drawer = useEditor((state) => state.panel !== null);
  const conflict = useEditor((state) => state.saving === "conflict");
  const palette = wanted && !(narrow && inspector);
  const closeInspector = () => {
    select([]);
    setSettings(false);
  };
  const dialogs = useMemo(
    () => ({
      askInput: () => setDialog("input"),
      publish: () => setDialog("publish"),
      search: () => setDialog("search"),
      openSettings: () => setSettings((now) => !now),
      togglePalette: () => {
        setWanted(!palette);
        if (palette || !narrow) return;
        select([]);
        setSettings(false);
      },
    }),
    [palette, narrow],
  );
  const commands = useEditorCommands(catalogue, dialogs);
  useAutosave();
  const arranging = useArrangement(catalogue);
  const close = () => setDialog(null);
  const settingsOf = (
    <Suspense
      fallback={<div aria-busy className="w-full shrink-0 border-l bg-surface md:w-96 dark:bg-ground" />}
    >
      <Inspector catalogue={catalogue} close={() => setSettings(false)} />
    </Suspense>
  );
  return (
    <main className="flex min-h-0 min-w-0 flex-1 flex-col">
      <Title />
      <Toolbar commands={commands} settingsOpen={settings} />
      <div className="flex min-h-0 flex-1 flex-col md:flex-row">
        {palette && !phone && <Palette catalogue={catalogue} close={() => setWanted(false)} />}
        <div className="flex min-h-0 min-w-0 flex-1 flex-col">
          <div className="relative flex min-h-0 flex-1">
            {arranging ? <div className="flex-1" aria-busy /> : <Stage catalogue={catalogue} />}
            {!palette && !phone && (
              <IconButton
                label={t("Show the palette")}
                shortcut="p"
                look="plain"
                className="absolute top-3 left-3"
                onClick={dialogs.togglePalette}
              >
                <PanelLeftOpen />
              </IconButton>
            )}
            {!(phone && inspector) && <CanvasBar commands={commands} />}
          </div>
          <Suspense>{drawer && !(phone && inspector) && <Drawer />}</Suspense>
        </div>
        {inspector && (phone ? <Sheet close={closeInspector}>{settingsOf}</Sheet> : settingsOf)}
      </div>
      <Suspense>
        {dialog === "input" && <RunDialog close={close} />}
        {dialog === "publish" && <PublishDialog close={close} />}
        {dialog === "search" && <SearchDialog close={close} />}
        {conflict && <ConflictDialog />}
      </Suspense>
    </main>
  );
}

/** What the page is about, for those who do not see the name in the toolbar. */
function Title() {
  return <h1 className="sr-only">{useEditor((state) => state.document.name)}</h1>;
}

/** Arranges a document without positions once its node types, and so its ports, are known; tells whether that is ahead. */
function useArrangement(catalogue: Catalogue): boolean {
  const unarranged = useEditor((state) => state.unarranged);
  const document = useEditor((state) => state.document);
  const known = (document.nodes ?? []).every((node) => catalogue.has(node.type));
  useEffect(() => {
    if (!unarranged || !known) return;
    const { document: now } = useEditor.getState();
    void layoutOf(now, catalogue).then((layout) => {
      if (useEditor.getState().document === now) settle(withLayout(now, layout));
    });
  }, [unarranged, known, catalogue]);
  return unarranged;
}

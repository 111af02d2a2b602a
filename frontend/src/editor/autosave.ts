/** Saves the draft by itself, keeps what is not saved yet in the browser, and notices when somebody else was faster. */
import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";

import { ApiError } from "@/api/errors";
import { readFlow, saveFlow, validateDocument } from "@/api/flows";
import { keys } from "@/api/keys";
import { live } from "@/api/realtime";
import type { FlowDocument, FlowView } from "@/api/types";
import { toast } from "@/components/ui/toast";
import { answered, forget, isOwn, keep, sending, unsaved } from "@/editor/kept";
import { useEditor } from "@/editor/store";
import { toMend } from "@/flow/problems";
import { sameDocument } from "@/flow/same";
import { useCan } from "@/hooks/use-can";

const REST_MS = 700;
const TRY_AGAIN_MS = 3_000;
const CHECK_MS = 250;

let running: Promise<boolean> | null = null;

/** Saves what is not saved; tells whether the host has everything now. */
export async function flush(): Promise<boolean> {
  while (running) await running;
  const { flow, saving } = useEditor.getState();
  if (saving === "saved") return true;
  if (saving === "conflict" || flow === "") return false;
  running = save();
  const done = await running;
  running = null;
  return done && useEditor.getState().saving !== "saved" ? flush() : done;
}

/** Resolves when no save is under way. */
async function settled(): Promise<void> {
  while (running) await running;
}

async function save(): Promise<boolean> {
  const { flow, document, rev, saving: before } = useEditor.getState();
  useEditor.setState({ saving: "saving" });
  sending(flow, document);
  try {
    taken(await saveFlow(flow, document, rev), document);
    // The host is there: what waits for it need not wait any longer.
    if (live.connection.getState() === "lost") live.reconnectNow();
    return true;
  } catch (thrown) {
    const error = thrown instanceof ApiError ? thrown : null;
    if (useEditor.getState().flow !== flow) return false;
    if (error?.status === 409) return await settleConflict(flow);
    useEditor.setState({ saving: "offline" });
    if (error && error.code !== "host.unreachable") {
      answered(flow);
      // It is tried again and again, but told once.
      if (before !== "offline") toast.error(thrown);
    }
    return false;
  }
}

/** Goes on from what the host has if that came from here: it took it, and was gone before it could say so. */
async function settleConflict(flow: string): Promise<boolean> {
  const host = await readFlow(flow).catch(() => null);
  const state = useEditor.getState();
  if (state.flow !== flow) return false;
  if (host === null) {
    useEditor.setState({ saving: "offline" });
    return false;
  }
  const own = isOwn(flow, host.document);
  if (own) taken(host, sameDocument(host.document, state.document) ? state.document : host.document);
  else useEditor.setState({ saving: "conflict" });
  // Another tab that was faster has forgotten what is kept of this flow.
  const { rev, document, saving } = useEditor.getState();
  if (saving !== "saved") keep(flow, rev, document);
  return own;
}

/** Notes that the host has a document; edits made meanwhile are still to be saved. */
export function taken(answer: FlowView, document: FlowDocument): void {
  const state = useEditor.getState();
  if (state.flow !== answer.id) {
    // The flow was left meanwhile.
    const kept = unsaved(answer.id);
    if (kept && sameDocument(kept.document, document)) forget(answer.id);
    return;
  }
  const all = state.document === document;
  useEditor.setState({
    rev: answer.rev,
    saved: document,
    saving: all ? "saved" : "dirty",
    ...(all ? { diagnostics: toMend(answer.diagnostics) } : {}),
  });
  answered(answer.id);
  if (all) forget(answer.id);
}

/** Closes the open flow; what is not saved yet still is. */
export function leave(): void {
  void flush();
  useEditor.setState({ flow: "", run: null });
}

/** Saves and checks the open document as it changes. */
export function useAutosave(): void {
  const document = useEditor((state) => state.document);
  const saving = useEditor((state) => state.saving);
  const cache = useQueryClient();
  const may = useCan("flows_save").ok;
  useEffect(() => {
    if (!may) return;
    if (saving !== "dirty" && saving !== "offline") return;
    const { flow, rev } = useEditor.getState();
    keep(flow, rev, document);
    const timer = setTimeout(() => void flush(), saving === "dirty" ? REST_MS : TRY_AGAIN_MS);
    return () => clearTimeout(timer);
  }, [document, saving, may]);
  useEffect(() => {
    if (useEditor.getState().saving === "saved") return;
    const stop = new AbortController();
    const timer = setTimeout(() => {
      void validateDocument(document, stop.signal)
        .then(({ diagnostics }) => useEditor.setState({ diagnostics }))
        // What cannot be checked now is checked when it is saved.
        .catch(() => undefined);
    }, CHECK_MS);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [document]);
  useEffect(() => {
    const warn = (event: BeforeUnloadEvent) => {
      if (may && useEditor.getState().saving !== "saved") event.preventDefault();
    };
    addEventListener("beforeunload", warn);
    return () => {
      removeEventListener("beforeunload", warn);
      void settled().then(() => cache.invalidateQueries({ queryKey: keys.flows }));
    };
  }, [cache, may]);
}

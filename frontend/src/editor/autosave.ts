/** Saves the draft by itself, keeps what is not saved yet in the browser, and notices when somebody else was faster. */
import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";

import { ApiError } from "@/api/errors";
import { saveFlow, validateDocument } from "@/api/flows";
import { keys } from "@/api/keys";
import type { FlowDocument, FlowView } from "@/api/types";
import { useEditor } from "@/editor/store";
import { sameDocument } from "@/flow/same";
import { toast } from "@/components/ui/toast";

const REST_MS = 700;
const TRY_AGAIN_MS = 3_000;
const CHECK_MS = 250;

interface Kept {
  rev: number;
  document: FlowDocument;
}

const place = (flow: string) => `draft.${flow}`;

/** Returns what was edited in this browser and never reached the host, or null. */
export function unsaved(flow: string): Kept | null {
  const text = localStorage.getItem(place(flow));
  return text === null ? null : (JSON.parse(text) as Kept);
}

function keep(): void {
  const { flow, rev, document } = useEditor.getState();
  try {
    localStorage.setItem(place(flow), JSON.stringify({ rev, document } satisfies Kept));
  } catch {
    // There is no room left in this browser; saving goes on, and leaving the page asks first.
  }
}

export function forget(flow: string): void {
  localStorage.removeItem(place(flow));
}

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
  try {
    taken(await saveFlow(flow, document, rev), document);
    return true;
  } catch (thrown) {
    const error = thrown instanceof ApiError ? thrown : null;
    if (useEditor.getState().flow !== flow) return false;
    if (error?.status === 409) {
      useEditor.setState({ saving: "conflict" });
      // Another tab that was faster has forgotten what is kept of this flow.
      keep();
    } else {
      useEditor.setState({ saving: "offline" });
      // It is tried again and again, but told once.
      if (error?.code !== "host.unreachable" && before !== "offline") toast.error(thrown);
    }
    return false;
  }
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
    ...(all ? { diagnostics: answer.diagnostics } : {}),
  });
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
  useEffect(() => {
    if (saving !== "dirty" && saving !== "offline") return;
    keep();
    const timer = setTimeout(() => void flush(), saving === "dirty" ? REST_MS : TRY_AGAIN_MS);
    return () => clearTimeout(timer);
  }, [document, saving]);
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
      if (useEditor.getState().saving !== "saved") event.preventDefault();
    };
    addEventListener("beforeunload", warn);
    return () => {
      removeEventListener("beforeunload", warn);
      void settled().then(() => cache.invalidateQueries({ queryKey: keys.flows }));
    };
  }, [cache]);
}

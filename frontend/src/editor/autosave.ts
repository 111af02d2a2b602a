/** Saves the draft by itself, keeps what is not saved yet in the browser, and notices when somebody else was faster. */
import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";

import { ApiError } from "@/api/errors";
import { saveFlow, validateDocument } from "@/api/flows";
import { keys } from "@/api/keys";
import type { FlowDocument, FlowView } from "@/api/types";
import { useEditor } from "@/editor/store";
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

export function forget(flow: string): void {
  localStorage.removeItem(place(flow));
}

let running: Promise<boolean> | null = null;

/** Saves what is not saved; tells whether the host has everything now. */
export async function flush(): Promise<boolean> {
  while (running) await running;
  const { saving } = useEditor.getState();
  if (saving === "saved") return true;
  if (saving === "conflict") return false;
  running = save();
  const done = await running;
  running = null;
  return done && useEditor.getState().saving !== "saved" ? flush() : done;
}

async function save(): Promise<boolean> {
  const { flow, document, rev } = useEditor.getState();
  useEditor.setState({ saving: "saving" });
  try {
    taken(await saveFlow(flow, document, rev), document);
    return true;
  } catch (thrown) {
    const error = thrown instanceof ApiError ? thrown : null;
    if (error?.status === 409) useEditor.setState({ saving: "conflict" });
    else {
      useEditor.setState({ saving: "offline" });
      if (error?.code !== "host.unreachable") toast.error(thrown);
    }
    return false;
  }
}

/** Notes that the host has a document; edits made meanwhile are still to be saved. */
export function taken(answer: FlowView, document: FlowDocument): void {
  const state = useEditor.getState();
  if (state.flow !== answer.id) return;
  const all = state.document === document;
  useEditor.setState({
    rev: answer.rev,
    saved: document,
    saving: all ? "saved" : "dirty",
    ...(all ? { diagnostics: answer.diagnostics } : {}),
  });
  if (all) forget(answer.id);
}

/** Saves and checks the open document as it changes. */
export function useAutosave(): void {
  const document = useEditor((state) => state.document);
  const saving = useEditor((state) => state.saving);
  const cache = useQueryClient();
  useEffect(() => {
    const { flow, rev } = useEditor.getState();
    if (saving !== "dirty" && saving !== "offline") return;
    localStorage.setItem(place(flow), JSON.stringify({ rev, document } satisfies Kept));
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
      void flush().then(() => cache.invalidateQueries({ queryKey: keys.flows }));
    };
  }, [cache]);
}

/** Starting runs of the open document. */
import { startRun } from "@/api/runs";
import { toast } from "@/components/ui/toast";
import { flush } from "@/editor/autosave";
import { useEditor } from "@/editor/store";
import { t } from "@/lib/i18n";
import { randomId } from "@/lib/random-id";
import { STOPS, useTour } from "@/lib/tour";

export interface RunWish {
  input?: unknown;
  /** Key of the one node to execute, on the results of the run that is shown. */
  only?: string;
  /** Key of the node to end with. */
  until?: string;
}

/** Saves the draft and runs it; the canvas follows. */
export async function runFlow(wish: RunWish = {}): Promise<void> {
  if (!(await flush())) {
    toast.info(t("The draft is not saved"), t("It runs as soon as the host has it."));
    return;
  }
  const { flow, run, document } = useEditor.getState();
  const based = wish.only !== undefined && run !== null ? { based_on: run } : {};
  try {
    const started = await startRun(
      { flow, draft: true, pinned: true, trigger: "manual", ...based, ...wish },
      randomId(24),
    );
    useEditor.setState({ run: started.id, ranWith: document });
    // Who runs their first flow sees at once where the table comes, and has no need to be told to run it.
    if (useTour.getState().stop !== null) {
      useEditor.setState({ panel: "results" });
      useTour.setState({ stop: STOPS.publish });
    }
  } catch (thrown) {
    toast.error(thrown);
    useEditor.setState({ panel: "problems" });
  }
}

import { useQuery } from "@tanstack/react-query";
import { createContext, type ReactNode, useContext, useEffect } from "react";

import { runDocumentQuery, runQuery, runsQuery } from "@/api/runs";
import type { FlowDocument, RunError } from "@/api/types";
import { useRunView } from "@/editor/run-view";
import { useEditor } from "@/editor/store";
import { isFinal } from "@/components/status";
import { isResumed, type LiveRun, useRunFeed } from "@/hooks/use-run-feed";
import { useInfiniteQuery } from "@tanstack/react-query";

const ShownRun = createContext<LiveRun | undefined>(undefined);

/** The run on the canvas, as its events tell it. */
export const useShownRun = () => useContext(ShownRun);

/** Follows the shown run: the one started here, else the flow's last one. */
export function ShownRunProvider({ children }: { children: ReactNode }) {
  const id = useEditor((state) => state.run);
  const run = useQuery({ ...runQuery(id ?? ""), enabled: id !== null }).data;
  const live = useRunFeed(id, run !== undefined && isResumed(run));
  const ranWith = useQuery({ ...runDocumentQuery(id ?? ""), enabled: id !== null }).data;
  const document = useEditor((state) => state.document);
  useLastRun();
  useEffect(() => {
    const errors = new Map<string, RunError>();
    for (const step of live?.feed.steps.values() ?? []) if (step.error) errors.set(step.node, step.error);
    const status = live?.feed.status ?? run?.status;
    useRunView.setState({
      totals: new Map(live?.feed.totals),
      errors,
      active: status !== undefined && !isFinal(status),
    });
  }, [live, run]);
  useEffect(() => {
    useRunView.setState({ stale: ranWith ? changedNodes(ranWith, document) : new Set() });
  }, [ranWith, document]);
  return <ShownRun.Provider value={live}>{children}</ShownRun.Provider>;
}

/** Shows the flow's last run when it is opened, so that its data is there while editing. */
function useLastRun(): void {
  const flow = useEditor((state) => state.flow);
  const last = useInfiniteQuery({ ...runsQuery({ flow }), enabled: flow !== "", staleTime: Infinity }).data
    ?.pages[0]?.items[0];
  useEffect(() => {
    if (last?.flow === useEditor.getState().flow && useEditor.getState().run === null)
      useEditor.setState({ run: last.id });
  }, [last]);
}

function changedNodes(before: FlowDocument, now: FlowDocument): Set<string> {
  const then = new Map(before.nodes?.map((node) => [node.id, node]));
  const changed = new Set<string>();
  for (const node of now.nodes ?? []) {
    const old = then.get(node.id);
    const same =
      old && old.type === node.type && JSON.stringify(old.config ?? {}) === JSON.stringify(node.config ?? {});
    if (!same) changed.add(node.id);
  }
  return changed;
}

import { useQuery } from "@tanstack/react-query";
import { Table2 } from "lucide-react";

import { runQuery } from "@/api/runs";
import { DataView } from "@/components/data/data-view";
import { Empty } from "@/components/empty";
import { isFinal, StatusBadge } from "@/components/status";
import { NodeResult } from "@/editor/panels/node-result";
import { onlySelected, useEditor } from "@/editor/store";
import { useShownRun } from "@/editor/use-shown-run";
import { nodeById } from "@/flow/document";
import { t } from "@/lib/i18n";

/** What the run gave: of the selected node, else as a whole. */
export function Results() {
  const run = useEditor((state) => state.run);
  const only = useEditor(onlySelected);
  const node = useEditor(({ document }) => (only === null ? undefined : nodeById(document, only)));
  if (run === null)
    return (
      <Empty icon={Table2} title={t("Nothing has run yet")}>
        {t("Run the flow, and what each node gives is here.")}
      </Empty>
    );
  return node ? <NodeResult key={node.id} run={run} node={node} /> : <Output run={run} />;
}

function Output({ run }: { run: string }) {
  const query = useQuery(runQuery(run)).data;
  const live = useShownRun();
  const status = live?.feed.status ?? query?.status;
  if (!query || !status) return null;
  if (!isFinal(status) || !isFinal(query.status)) {
    const last = live?.feed.log.at(-1);
    return (
      <div className="space-y-2 p-4 text-sm text-ink-soft">
        <StatusBadge status={status} />
        <p>
          {last?.message ??
            t("The output is here as soon as the run has ended. Select a node to see what it gave.")}
        </p>
      </div>
    );
  }
  return <DataView value={query.output} name={query.id} title={<StatusBadge status={query.status} />} />;
}

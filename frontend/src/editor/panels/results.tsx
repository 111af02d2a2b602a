import { useQuery } from "@tanstack/react-query";
import { Table2 } from "lucide-react";

import { runQuery } from "@/api/runs";
import type { RunError } from "@/api/types";
import { DataView } from "@/components/data/data-view";
import { Empty } from "@/components/empty";
import { RunEveryMorning } from "@/components/run-every-morning";
import { Said } from "@/components/said";
import { isFinal, StatusBadge } from "@/components/status";
import { Button } from "@/components/ui/button";
import { flush } from "@/editor/autosave";
import { NodeResult } from "@/editor/panels/node-result";
import { onlySelected, select, useEditor } from "@/editor/store";
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
  if (query.error && query.output === null) return <Failure error={query.error} />;
  const title = (
    <>
      <StatusBadge status={query.status} />
      {query.status === "succeeded" && <Again />}
    </>
  );
  return <DataView value={query.output} name={query.id} title={title} />;
}

function Again() {
  const flow = useEditor((state) => state.flow);
  const document = useEditor((state) => state.document);
  return <RunEveryMorning flow={flow} document={document} save={flush} />;
}

/** Why the run failed, with the way to the node that did. */
function Failure({ error }: { error: RunError }) {
  const node = useEditor(({ document }) =>
    document.nodes?.find((each) => each.id === error.node || each.key === error.node),
  );
  return (
    <div role="alert" className="m-3 rounded-lg border border-bad/25 bg-bad-soft px-3 py-2 text-sm">
      <p className="font-medium break-words text-bad">
        <Said text={error.message ?? ""} />
      </p>
      {error.hint && (
        <p className="mt-0.5 text-ink-soft">
          <Said text={error.hint} />
        </p>
      )}
      {node && (
        <Button size="sm" className="mt-2" onClick={() => select([node.id])}>
          {t("Show {node}", { node: node.name || node.key })}
        </Button>
      )}
    </div>
  );
}

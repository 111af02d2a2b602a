import { Link } from "@tanstack/react-router";
import { ExternalLink, X } from "lucide-react";

import { IconButton } from "@/components/ui/icon-button";
import { Tabs } from "@/components/ui/tabs";
import { FlowComments } from "@/editor/panels/flow-comments";
import { HistoryList } from "@/editor/panels/history-list";
import { ProblemList } from "@/editor/panels/problem-list";
import { Results } from "@/editor/panels/results";
import { VersionList } from "@/editor/panels/version-list";
import { type Panel, useEditor } from "@/editor/store";
import { t } from "@/lib/i18n";

/** Below the canvas: results of the run, problems, history, versions, comments. */
export function Drawer() {
  const panel = useEditor((state) => state.panel);
  const run = useEditor((state) => state.run);
  const problems = useEditor((state) => state.diagnostics.length);
  if (panel === null) return null;
  const close = () => useEditor.setState({ panel: null });
  return (
    <section
      aria-label={t("Results and problems")}
      className="flex h-[40%] min-h-52 shrink-0 flex-col border-t bg-surface dark:bg-ground"
    >
      <Tabs<NonNullable<Panel>>
        label={t("Panels")}
        value={panel}
        onChange={(next) => useEditor.setState({ panel: next })}
        tabs={[
          { value: "results", label: t("Results") },
          { value: "problems", label: t("Problems"), count: problems },
          { value: "history", label: t("History") },
          { value: "versions", label: t("Versions") },
          { value: "comments", label: t("Comments") },
        ]}
        side={
          <>
            {run && (
              <Link
                to="/runs/$run"
                params={{ run }}
                className="flex items-center gap-1 rounded px-1.5 text-xs text-ink-soft hover:text-ink"
              >
                {t("Open the run")}
                <ExternalLink className="size-3" />
              </Link>
            )}
            <IconButton label={t("Close")} size="icon-sm" onClick={close}>
              <X />
            </IconButton>
          </>
        }
      >
        {panel === "results" && <Results />}
        {panel === "problems" && <ProblemList />}
        {panel === "history" && <HistoryList />}
        {panel === "versions" && <VersionList />}
        {panel === "comments" && <FlowComments />}
      </Tabs>
    </section>
  );
}

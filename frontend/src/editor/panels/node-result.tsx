import { useQuery } from "@tanstack/react-query";
import { ChevronLeft, ChevronRight, History, Pin, PinOff } from "lucide-react";
import { useState } from "react";

import { stepOutputQuery } from "@/api/runs";
import type { DocumentNode } from "@/api/types";
import { DataView } from "@/components/data/data-view";
import { isImage } from "@/components/data/artifact-kinds";
import { Artifacts } from "@/components/data/artifacts";
import { Said } from "@/components/said";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { useRunView } from "@/editor/run-view";
import { useShownRun } from "@/editor/use-shown-run";
import { edit } from "@/editor/store";
import { patchNode } from "@/flow/edits";
import { t } from "@/lib/i18n";

/** What a node gave in the run that is shown, iteration by iteration. */
export function NodeResult({ run, node }: { run: string; node: DocumentNode }) {
  const live = useShownRun();
  const steps = [...(live?.feed.steps.values() ?? [])].filter((step) => step.node === node.id);
  const [index, setIndex] = useState(0);
  const step = steps[Math.min(index, steps.length - 1)];
  const recorded =
    step !== undefined &&
    step.finishedAt !== null &&
    (step.status === "succeeded" || step.status === "failed");
  const output = useQuery({ ...stepOutputQuery(run, node.id, step?.path ?? ""), enabled: recorded });
  const stale = useRunView((state) => state.stale.has(node.id));
  if (!step)
    return (
      <p className="p-4 text-sm text-ink-soft">{t("This node was not reached in the run that is shown.")}</p>
    );
  const pinned = node.pinned_output != null;
  const pin = () =>
    edit(pinned ? t("Unpin the output") : t("Pin the output"), (document) =>
      patchNode(document, node.id, { pinned_output: pinned ? undefined : output.data }),
    );
  const pictures = step.artifacts.filter(isImage);
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      {steps.length > 1 && (
        <div className="flex items-center gap-1 border-b px-3 py-1 text-xs text-ink-soft">
          <IconButton
            label={t("Earlier")}
            size="icon-sm"
            disabled={index === 0}
            onClick={() => setIndex(index - 1)}
          >
            <ChevronLeft />
          </IconButton>
          <span className="numeric">
            {t("Iteration {n} of {all}", { n: Math.min(index, steps.length - 1) + 1, all: steps.length })}
          </span>
          <IconButton
            label={t("Later")}
            size="icon-sm"
            disabled={index >= steps.length - 1}
            onClick={() => setIndex(index + 1)}
          >
            <ChevronRight />
          </IconButton>
        </div>
      )}
      {stale && (
        <p className="flex items-center gap-1.5 border-b bg-wait-soft px-3 py-1 text-xs text-wait">
          <History className="size-3.5 shrink-0" />
          {t("The node has changed since: this is what it gave before.")}
        </p>
      )}
      {step.error && (
        <div role="alert" className="m-3 rounded-lg border border-bad/25 bg-bad-soft px-3 py-2 text-sm">
          <p className="font-medium break-words text-bad">
            <Said text={step.error.message ?? ""} />
          </p>
          {step.error.hint && (
            <p className="mt-0.5 text-ink-soft">
              <Said text={step.error.hint} />
            </p>
          )}
        </div>
      )}
      {pictures.length > 0 && (
        <div className="px-3 pb-2">
          <Artifacts artifacts={pictures} />
        </div>
      )}
      {recorded && output.data !== undefined && (
        <DataView
          value={output.data}
          name={node.key}
          expression={`steps.${node.key}`}
          title={
            <Button
              size="sm"
              look="quiet"
              aria-pressed={pinned}
              className={pinned ? "text-accent" : ""}
              onClick={pin}
            >
              {pinned ? <PinOff /> : <Pin />}
              {pinned ? t("Unpin") : t("Pin")}
            </Button>
          }
        />
      )}
      {!recorded && !step.error && (
        <p className="p-4 text-sm text-ink-soft">
          {step.status === "skipped" ? t("It was skipped.") : t("It is running …")}
        </p>
      )}
    </div>
  );
}

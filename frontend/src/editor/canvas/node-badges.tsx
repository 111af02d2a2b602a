import { CircleAlert, Pin, RefreshCw, StickyNote, TriangleAlert } from "lucide-react";

import type { Diagnostic, DocumentNode } from "@/api/types";
import { StatusIcon } from "@/components/status";
import { Tip } from "@/components/ui/tip";
import { useRunView } from "@/editor/run-view";
import { cn } from "@/lib/cn";
import { duration } from "@/lib/format";
import { t, tn } from "@/lib/i18n";

interface Props {
  id: string;
  node: DocumentNode;
  problem: Diagnostic | undefined;
}

/** What the last run did here, what is wrong, and what is special about this node. */
export function NodeBadges({ id, node, problem }: Props) {
  const totals = useRunView((state) => state.totals.get(id));
  const stale = useRunView((state) => state.stale.has(id));
  return (
    <>
      <span className="absolute -top-2.5 right-2.5 flex gap-1">
        {node.pinned_output != null && (
          <Mark tip={t("Its output is pinned")}>
            <Pin className="text-accent" />
          </Mark>
        )}
        {(node.retry?.max_attempts ?? 1) > 1 && (
          <Mark tip={t("Tried {n} times", { n: node.retry?.max_attempts ?? 1 })}>
            <RefreshCw className="text-ink-faint" />
          </Mark>
        )}
        {node.notes && (
          <Mark tip={node.notes}>
            <StickyNote className="text-wait" />
          </Mark>
        )}
        {problem && (
          <Mark tip={problem.message}>
            {problem.severity === "error" ? (
              <CircleAlert className="text-bad" />
            ) : (
              <TriangleAlert className="text-wait" />
            )}
          </Mark>
        )}
      </span>
      {totals && (
        <span
          className={cn(
            "absolute -bottom-2.5 left-3 flex h-5 items-center gap-1 rounded-full border bg-raised pr-2 pl-0.5 text-2xs text-ink-soft shadow-lift",
            stale && "opacity-60",
          )}
        >
          <StatusIcon status={totals.status} className="size-4" />
          <span className="numeric">
            {totals.steps > 1 && `${totals.steps}× · `}
            {totals.status === "running"
              ? t("running")
              : totals.status === "skipped"
                ? t("skipped")
                : duration(totals.ms)}
            {totals.items != null && totals.steps === 1 && ` · ${tn(totals.items, "{n} item", "{n} items")}`}
          </span>
          {stale && <span className="text-wait">{t("changed since")}</span>}
        </span>
      )}
    </>
  );
}

function Mark({ tip, children }: { tip: string; children: React.ReactNode }) {
  return (
    <Tip text={tip} side="top">
      <span className="flex size-5 items-center justify-center rounded-full border bg-raised shadow-lift [&_svg]:size-3">
        {children}
      </span>
    </Tip>
  );
}

import { CircleAlert, Pin, RefreshCw, StickyNote, TriangleAlert, Undo2 } from "lucide-react";

import type { Diagnostic, DocumentNode } from "@/api/types";
import { Tip } from "@/components/ui/tip";
import { NodeRun } from "@/editor/canvas/node-run";
import { useEditor } from "@/editor/store";
import { nodeById } from "@/flow/document";
import { t } from "@/lib/i18n";

interface Props {
  id: string;
  node: DocumentNode;
  problem: Diagnostic | undefined;
}

/** What the last run did here, what is wrong, and what is special about this node. */
export function NodeBadges({ id, node, problem }: Props) {
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
        {node.compensate_with && (
          <Mark tip={t("Undone by {name}", { name: undoerName(node.compensate_with) })}>
            <Undo2 className="text-accent" />
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
      <NodeRun id={id} />
    </>
  );
}

function undoerName(id: string): string {
  const undoer = nodeById(useEditor.getState().document, id);
  return undoer?.name || (undoer?.key ?? id);
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

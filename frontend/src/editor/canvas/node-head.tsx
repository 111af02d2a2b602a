import { ChevronDown, ChevronRight } from "lucide-react";

import { NodeIcon } from "@/components/node-icon";
import type { FlowNodeData } from "@/editor/canvas/elements";
import { summaryOf } from "@/editor/canvas/summary";
import { toggleCollapsed } from "@/editor/store";
import { isContainer } from "@/flow/document";
import { cn } from "@/lib/cn";
import { t, tn } from "@/lib/i18n";

export function titleOf({ node, type }: FlowNodeData): string {
  return node.name || type?.title || node.type;
}

/** What a node is called and what it does. */
export function NodeHead({ data, box }: { data: FlowNodeData; box: boolean }) {
  const { node, type, ports } = data;
  const summary = summaryOf(node);
  return (
    <div
      className={cn(
        "flex h-14 items-center gap-2.5 pr-3 pl-3.5",
        box && "container-handle cursor-grab rounded-t-xl",
        ports.length > 1 && "pr-18",
      )}
    >
      <NodeIcon
        icon={type?.icon}
        folder={node.type.split(".")[0] ?? ""}
        className="size-8 rounded-lg [&_svg]:size-4"
      />
      <div className="min-w-0 flex-1">
        <p className={cn("truncate text-sm leading-5 font-medium", node.disabled && "line-through")}>
          {titleOf(data)}
        </p>
        <p className="truncate text-2xs leading-4 text-ink-faint">
          {summary ? <span className="font-mono">{summary}</span> : node.name ? type?.title : node.key}
        </p>
      </div>
      {isContainer(node.type) && <Fold data={data} />}
    </div>
  );
}

function Fold({ data: { node, collapsed, inside } }: { data: FlowNodeData }) {
  return (
    <button
      type="button"
      aria-label={collapsed ? t("Open") : t("Collapse")}
      aria-expanded={!collapsed}
      className="nodrag flex items-center gap-1 rounded px-1 py-0.5 text-2xs text-ink-faint hover:bg-hover hover:text-ink"
      onClick={() => toggleCollapsed(node.id)}
    >
      {collapsed && tn(inside, "{n} node", "{n} nodes")}
      {collapsed ? <ChevronRight className="size-3.5" /> : <ChevronDown className="size-3.5" />}
    </button>
  );
}

import { Handle, type NodeProps, NodeResizer, Position } from "@xyflow/react";
import {
  ChevronDown,
  ChevronRight,
  CircleAlert,
  Pin,
  RefreshCw,
  StickyNote,
  TriangleAlert,
} from "lucide-react";
import { memo } from "react";

import type { Node } from "@xyflow/react";
import { NodeIcon } from "@/components/node-icon";
import { StatusIcon } from "@/components/status";
import { Tip } from "@/components/ui/tip";
import type { FlowNodeData } from "@/editor/canvas/elements";
import { summaryOf } from "@/editor/canvas/summary";
import type { DocumentNode } from "@/api/types";
import { useNodeTypes } from "@/editor/catalogue";
import { useRunView } from "@/editor/run-view";
import { edit, toggleCollapsed, useEditor } from "@/editor/store";
import { CONTAINER_SIZE, hasInput, isContainer, NODE_SIZE, PORT_HEIGHT } from "@/flow/document";
import { resizeNode } from "@/flow/edits";
import { worst } from "@/flow/problems";
import { cn } from "@/lib/cn";
import { duration } from "@/lib/format";
import { t, tn } from "@/lib/i18n";

const HANDLE = "!size-2.5 !border-2 !border-surface !bg-ink-faint hover:!bg-accent !transition-colors";
const FIRST_PORT_Y = NODE_SIZE.height / 2;

/** A node of any type; containers are boxes around what is in them. */
export const FlowNode = memo(function FlowNode({ id, data, selected }: NodeProps<Node<FlowNodeData>>) {
  const { node, collapsed } = data;
  const box = isContainer(node.type) && !collapsed;
  const running = useRunView((state) => state.totals.get(id)?.status);
  const problem = useProblem(id);
  const ring =
    running === "running"
      ? "border-busy"
      : running === "failed"
        ? "border-bad"
        : running === "waiting"
          ? "border-wait"
          : problem?.severity === "error"
            ? "border-bad/60"
            : "border-line-strong/80";
  return (
    <div
      data-hue={node.type.split(".")[0]}
      className={cn(
        "group/node relative size-full rounded-xl border transition-[border-color,box-shadow]",
        box ? "border-dashed bg-tint-soft/35" : "bg-surface shadow-lift dark:bg-raised",
        ring,
        node.disabled && "opacity-55",
        selected && "border-accent! ring-3 ring-accent/20",
      )}
    >
      {box && (
        <NodeResizer
          minWidth={CONTAINER_SIZE.width / 1.6}
          minHeight={CONTAINER_SIZE.height / 1.4}
          isVisible={selected}
          lineClassName="!border-accent/50"
          handleClassName="!size-2 !rounded-xs !border-accent !bg-surface"
          onResizeEnd={(_, { x, y, width, height }) =>
            edit(t("Resize"), (document) => resizeNode(document, id, { width, height }, { x, y }))
          }
        />
      )}
      {hasInput(node) && (
        <Handle
          type="target"
          position={Position.Left}
          id="in"
          className={HANDLE}
          style={{ top: FIRST_PORT_Y }}
        />
      )}
      <Head data={data} box={box} />
      {data.ports.map((port, index) => (
        <Port key={port} port={port} index={index} named={data.ports.length > 1} />
      ))}
      <Badges id={id} node={node} problem={problem} />
    </div>
  );
});

function Head({ data: { node, collapsed, inside, ports }, box }: { data: FlowNodeData; box: boolean }) {
  const type = useNodeTypes().get(node.type);
  const title = node.name || type?.title || node.type;
  const summary = summaryOf(node);
  const container = isContainer(node.type);
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
          {title}
        </p>
        <p className="truncate text-2xs leading-4 text-ink-faint">
          {summary ? <span className="font-mono">{summary}</span> : node.name ? type?.title : node.key}
        </p>
      </div>
      {container && (
        <button
          type="button"
          aria-label={collapsed ? t("Open") : t("Collapse")}
          className="nodrag flex items-center gap-1 rounded px-1 py-0.5 text-2xs text-ink-faint hover:bg-hover hover:text-ink"
          onClick={() => toggleCollapsed(node.id)}
        >
          {collapsed && tn(inside, "{n} node", "{n} nodes")}
          {collapsed ? <ChevronRight className="size-3.5" /> : <ChevronDown className="size-3.5" />}
        </button>
      )}
    </div>
  );
}

function Port({ port, index, named }: { port: string; index: number; named: boolean }) {
  const top = FIRST_PORT_Y + index * PORT_HEIGHT;
  return (
    <>
      {named && (
        <span
          className={cn(
            "pointer-events-none absolute right-3.5 text-2xs",
            port === "error" ? "text-bad" : "text-ink-soft",
          )}
          style={{ top: top - 8 }}
        >
          {port}
        </span>
      )}
      <Handle
        type="source"
        position={Position.Right}
        id={port}
        className={cn(HANDLE, port === "error" && "!bg-bad")}
        style={{ top }}
      />
    </>
  );
}

function useProblem(id: string) {
  return useEditor((state) => worst(state.diagnostics).get(id));
}

type Problem = ReturnType<typeof useProblem>;

/** What the last run did here, what is wrong, and what is special about this node. */
function Badges({ id, node, problem }: { id: string; node: DocumentNode; problem: Problem }) {
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

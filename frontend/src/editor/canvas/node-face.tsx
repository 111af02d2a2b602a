import type { ReactNode } from "react";

import { NodeBadges } from "@/editor/canvas/node-badges";
import { FIRST_PORT_Y, type FlowNodeData } from "@/editor/canvas/elements";
import { NodeHead } from "@/editor/canvas/node-head";
import { useRunView } from "@/editor/run-view";
import { useEditor } from "@/editor/store";
import { isContainer, PORT_HEIGHT } from "@/flow/document";
import { worst } from "@/flow/problems";
import { cn } from "@/lib/cn";

const RINGS: Record<string, string> = {
  running: "border-busy",
  failed: "border-bad",
  waiting: "border-wait",
};

interface Props {
  id: string;
  data: FlowNodeData;
  selected: boolean;
  /** Its ports, and what it is resized by. */
  children: ReactNode;
}

/** What a node of any type looks like; containers are boxes around what is in them. */
export function NodeFace({ id, data, selected, children }: Props) {
  const { node, collapsed, target } = data;
  const box = isContainer(node.type) && !collapsed;
  const status = useRunView((state) => state.totals.get(id)?.status) ?? "";
  const problem = useEditor((state) => worst(state.diagnostics).get(id));
  const wrong = problem?.severity === "error" ? "border-bad/60" : "border-line-strong/80";
  return (
    <div
      data-hue={node.type.split(".")[0]}
      className={cn(
        "relative size-full rounded-xl border",
        box ? "border-dashed bg-tint-soft/35" : "bg-surface shadow-lift dark:bg-raised",
        RINGS[status] ?? wrong,
        node.disabled && "opacity-55",
        selected && "border-accent! ring-3 ring-accent/20",
        target && "border-solid border-accent! bg-accent-soft/60",
      )}
    >
      <NodeHead data={data} box={box} />
      {children}
      <NodeBadges id={id} node={node} problem={problem} />
    </div>
  );
}

/** The name of one port among several. */
export function PortName({ port, index }: { port: string; index: number }) {
  return (
    <span
      className={cn(
        "pointer-events-none absolute right-3.5 text-2xs",
        port === "error" ? "text-bad" : "text-ink-soft",
      )}
      style={{ top: portY(index) - 8 }}
    >
      {port}
    </span>
  );
}

export const portY = (index: number) => FIRST_PORT_Y + index * PORT_HEIGHT;

import { type Edge, Handle, type Node, type NodeProps, Position } from "@xyflow/react";
import { memo } from "react";

import { NodeIcon } from "@/components/node-icon";
import { CHANGES } from "@/editor/canvas/diff-looks";
import { useNodeTypes } from "@/editor/catalogue";
import { isContainer, NODE_SIZE, PORT_HEIGHT } from "@/flow/document";
import type { DrawnEdge, DrawnNode } from "@/flow/diff-drawing";
import { cn } from "@/lib/cn";
import { t } from "@/lib/i18n";

type Drawn = Record<string, unknown> & { drawn: DrawnNode; ghost: boolean };

export type DiffNodeElement = Node<Drawn, "drawn">;
export type DiffEdgeElement = Edge<Record<string, unknown> & { drawn: DrawnEdge }>;

const HIDDEN = "!pointer-events-none !size-1 !border-0 !bg-transparent";
const FIRST_PORT_Y = NODE_SIZE.height / 2;

/** A node of a comparison: its colour and sign tell what became of it. */
export const DiffNode = memo(function DiffNode({ data, selected }: NodeProps<DiffNodeElement>) {
  const { drawn, ghost } = data;
  const { node, change, ports } = drawn;
  const type = useNodeTypes().get(node.type);
  if (ghost) return <div className="size-full rounded-xl border border-dashed border-busy/50" aria-hidden />;
  const looks = change && CHANGES[change];
  const box = isContainer(node.type);
  return (
    <div
      data-hue={node.type.split(".")[0]}
      className={cn(
        "relative size-full rounded-xl border",
        looks?.box ?? (box ? "border-dashed border-line-strong" : "border-line-strong/80 bg-surface"),
        box && "bg-transparent",
        !looks && "opacity-65",
        selected && "ring-3 ring-accent/35",
      )}
    >
      <Handle
        type="target"
        id="in"
        position={Position.Left}
        className={HIDDEN}
        style={{ top: FIRST_PORT_Y }}
      />
      <div className="flex h-14 items-center gap-2.5 px-3.5">
        <NodeIcon
          icon={type?.icon}
          folder={node.type.split(".")[0] ?? ""}
          className="size-8 rounded-lg [&_svg]:size-4"
        />
        <div className="min-w-0 flex-1">
          <p className={cn("truncate text-sm leading-5 font-medium", change === "removed" && "line-through")}>
            {node.name || type?.title || node.type}
          </p>
          <p className="truncate font-mono text-2xs leading-4 text-ink-faint">{node.key}</p>
        </div>
      </div>
      {looks && (
        <span
          className={cn(
            "absolute -top-2.5 right-2.5 rounded-full border border-current px-1.5 text-2xs font-semibold",
            looks.mark,
          )}
        >
          <span aria-hidden>{looks.sign}</span> {t(looks.label)}
        </span>
      )}
      {ports.map((port, index) => (
        <Handle
          key={port}
          type="source"
          id={port}
          position={Position.Right}
          className={HIDDEN}
          style={{ top: FIRST_PORT_Y + index * PORT_HEIGHT }}
        />
      ))}
    </div>
  );
});

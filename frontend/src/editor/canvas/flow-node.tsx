import { Handle, type NodeProps, NodeResizer, Position } from "@xyflow/react";
import { memo } from "react";

import { NodeBadges } from "@/editor/canvas/node-badges";
import { FIRST_PORT_Y, type FlowElement } from "@/editor/canvas/elements";
import { useFar } from "@/editor/canvas/far";
import { NodeHead, titleOf } from "@/editor/canvas/node-head";
import { useRunView } from "@/editor/run-view";
import { edit, useEditor } from "@/editor/store";
import { CONTAINER_SIZE, hasInput, isContainer, PORT_HEIGHT } from "@/flow/document";
import { resizeNode } from "@/flow/edits";
import { worst } from "@/flow/problems";
import { cn } from "@/lib/cn";
import { t } from "@/lib/i18n";

type Props = NodeProps<FlowElement>;

const HANDLE = "!size-2.5 !border-2 !border-surface !bg-ink-faint hover:!bg-accent";
const RINGS: Record<string, string> = {
  running: "border-busy",
  failed: "border-bad",
  waiting: "border-wait",
};

/** A node of any type; containers are boxes around what is in them. */
export const FlowNode = memo(
  function FlowNode({ id, data, selected }: Props) {
    const { node, collapsed, target } = data;
    const box = isContainer(node.type) && !collapsed;
    const far = useFar();
    const status = useRunView((state) => state.totals.get(id)?.status) ?? "";
    const problem = useEditor((state) => worst(state.diagnostics).get(id));
    const wrong = problem?.severity === "error" ? "border-bad/60" : "border-line-strong/80";
    return (
      <div
        data-hue={node.type.split(".")[0]}
        className={cn(
          "relative size-full rounded-xl border",
          box ? "border-dashed bg-tint-soft/35" : "bg-surface dark:bg-raised",
          far
            ? "overflow-hidden border-l-8 border-l-tint px-2 pt-1 text-xl leading-6 font-medium break-all"
            : !box && "shadow-lift",
          RINGS[status] ?? wrong,
          node.disabled && "opacity-55",
          selected && "border-accent! ring-3 ring-accent/20",
          target && "border-solid border-accent! bg-accent-soft/60",
        )}
      >
        {box && selected && <Resizer id={id} />}
        {far ? (
          <span className={box ? "container-handle block truncate" : undefined}>{titleOf(data)}</span>
        ) : (
          <>
            <NodeHead data={data} box={box} />
            <Ports data={data} />
            <NodeBadges id={id} node={node} problem={problem} />
          </>
        )}
      </div>
    );
  },
  // Where it lies is its wrapper's matter.
  (before, now) => before.data === now.data && before.selected === now.selected && before.id === now.id,
);

function Resizer({ id }: { id: string }) {
  return (
    <NodeResizer
      minWidth={CONTAINER_SIZE.width / 1.6}
      minHeight={CONTAINER_SIZE.height / 1.4}
      lineClassName="!border-accent/50"
      handleClassName="!size-2 !rounded-xs !border-accent !bg-surface"
      onResizeEnd={(_, { x, y, width, height }) =>
        edit(t("Resize"), (document) => resizeNode(document, id, { width, height }, { x, y }))
      }
    />
  );
}

function Ports({ data: { node, ports } }: Pick<Props, "data">) {
  return (
    <>
      {hasInput(node) && (
        <Handle
          type="target"
          position={Position.Left}
          id="in"
          className={HANDLE}
          style={{ top: FIRST_PORT_Y }}
        />
      )}
      {ports.map((port, index) => (
        <Port key={port} port={port} index={index} named={ports.length > 1} />
      ))}
    </>
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

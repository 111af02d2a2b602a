import { Handle, type NodeProps, NodeResizer, Position } from "@xyflow/react";
import { memo } from "react";

import type { FlowElement } from "@/editor/canvas/elements";
import { useFar } from "@/editor/canvas/far";
import { NodeFace, PortName, portY } from "@/editor/canvas/node-face";
import { edit } from "@/editor/store";
import { CONTAINER_SIZE, hasInput, isContainer } from "@/flow/document";
import { resizeNode } from "@/flow/edits";
import { cn } from "@/lib/cn";
import { t } from "@/lib/i18n";

type Props = NodeProps<FlowElement>;

const HANDLE = "!size-2.5 !border-2 !border-surface !bg-ink-faint hover:!bg-accent";

/** A node on the canvas. From far away the picture behind shows it, and this is just what the pointer takes hold of. */
export const FlowNode = memo(
  function FlowNode({ id, data, selected }: Props) {
    const box = isContainer(data.node.type) && !data.collapsed;
    const resizer = box && selected && <Resizer id={id} />;
    if (useFar()) return resizer || <div className={cn("size-full", box && "container-handle")} />;
    return (
      <NodeFace id={id} data={data} selected={selected}>
        {resizer}
        <Ports data={data} />
      </NodeFace>
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
        <Handle type="target" position={Position.Left} id="in" className={HANDLE} style={{ top: portY(0) }} />
      )}
      {ports.map((port, index) => (
        <Port key={port} port={port} index={index} named={ports.length > 1} />
      ))}
    </>
  );
}

function Port({ port, index, named }: { port: string; index: number; named: boolean }) {
  return (
    <>
      {named && <PortName port={port} index={index} />}
      <Handle
        type="source"
        position={Position.Right}
        id={port}
        className={cn(HANDLE, port === "error" && "!bg-bad")}
        style={{ top: portY(index) }}
      />
    </>
  );
}

import "@xyflow/react/dist/style.css";

import {
  Background,
  Controls,
  type Edge,
  getViewportForBounds,
  Handle,
  type Node,
  type NodeProps,
  Position,
  ReactFlow,
  type ReactFlowInstance,
} from "@xyflow/react";
import { memo, useMemo, useRef } from "react";

import type { FlowDocument, Status } from "@/api/types";
import { NodeIcon } from "@/components/node-icon";
import { StatusIcon } from "@/components/status";
import { type DrawnNode, drawDiff } from "@/flow/diff-drawing";
import { isContainer, NODE_SIZE, PORT_HEIGHT, sourcePort } from "@/flow/document";
import { cn } from "@/lib/cn";
import { t } from "@/lib/i18n";

/** React Flow's own buttons in the colours of the theme. */
const CONTROLS = cn(
  "overflow-hidden rounded-md border shadow-lift",
  "[--xy-controls-button-background-color:var(--surface)] [--xy-controls-button-background-color-hover:var(--hover)]",
  "[--xy-controls-button-border-color:var(--line)] [--xy-controls-button-color:var(--ink)]",
  "[--xy-controls-button-color-hover:var(--ink)]",
);

const PADDING = 0.12;
const MARGIN = 24;
const SMALLEST = 0.1;
/** Below this zoom the names of steps cannot be read on a phone. */
const READABLE = 0.6;

type DrawnElement = Node<{ drawn: DrawnNode; status?: Status }, "drawn">;

interface Props {
  document: FlowDocument;
  /** What has become of the steps in a run, by node. */
  statuses?: ReadonlyMap<string, Status>;
}

/** A flow to look at: it can be moved and zoomed, and nothing else. */
export default function FlowDrawing({ document, statuses }: Props) {
  const { nodes, edges } = useMemo(() => elements(document, statuses), [document, statuses]);
  const frame = useRef<HTMLDivElement>(null);
  return (
    <ReactFlow
      ref={frame}
      nodes={nodes}
      edges={edges}
      nodeTypes={TYPES}
      onInit={(flow) => frame.current && begin(flow, nodes, frame.current)}
      fitViewOptions={{ padding: PADDING, maxZoom: 1 }}
      minZoom={SMALLEST}
      maxZoom={2}
      nodesDraggable={false}
      nodesConnectable={false}
      nodesFocusable={false}
      edgesFocusable={false}
      elementsSelectable={false}
      proOptions={{ hideAttribution: true }}
      aria-label={t("The flow's drawing")}
    >
      <Background gap={18} color="var(--line)" />
      <Controls showInteractive={false} className={CONTROLS} />
    </ReactFlow>
  );
}

/** Shows all of a flow, or its beginning where all of it would be too small to read. */
function begin(flow: ReactFlowInstance<DrawnElement>, nodes: DrawnElement[], frame: HTMLElement): void {
  const { clientWidth: width, clientHeight: height } = frame;
  const bounds = flow.getNodesBounds(nodes);
  const all = getViewportForBounds(bounds, width, height, SMALLEST, 1, PADDING);
  const first = nodes.toSorted((a, b) => a.position.x - b.position.x)[0];
  if (all.zoom >= READABLE || !first) return void flow.setViewport(all);
  const wide = bounds.width * READABLE > width - 2 * MARGIN;
  const left = wide ? MARGIN : (width - bounds.width * READABLE) / 2;
  const middle = first.position.y + NODE_SIZE.height / 2;
  void flow.setViewport({
    x: left - bounds.x * READABLE,
    y: height / 2 - middle * READABLE,
    zoom: READABLE,
  });
}

function elements(
  document: FlowDocument,
  statuses: Props["statuses"],
): { nodes: DrawnElement[]; edges: Edge[] } {
  const drawing = drawDiff(document, document, {});
  const nodes = drawing.nodes.map((drawn): DrawnElement => ({
    id: drawn.node.id,
    type: "drawn",
    position: drawn.at,
    width: drawn.size.width,
    height: drawn.size.height,
    zIndex: drawn.depth,
    data: { drawn, status: statuses?.get(drawn.node.id) },
  }));
  const edges = drawing.edges.map(({ key, edge }): Edge => ({
    id: key,
    source: edge.source,
    sourceHandle: sourcePort(edge),
    target: edge.target,
    targetHandle: "in",
    style: { stroke: "var(--line-strong)", strokeWidth: 1.5 },
  }));
  return { nodes, edges };
}

const HIDDEN = "!pointer-events-none !size-1 !border-0 !bg-transparent";
const MIDDLE = NODE_SIZE.height / 2;

const Drawn = memo(function Drawn({ data: { drawn, status } }: NodeProps<DrawnElement>) {
  const { node, ports } = drawn;
  const folder = node.type.split(".")[0] ?? "";
  const box = isContainer(node.type);
  return (
    <div
      data-hue={folder}
      className={cn(
        "relative size-full rounded-xl border",
        box ? "border-dashed border-line-strong bg-tint-soft/30" : "bg-surface shadow-lift dark:bg-raised",
        status === "succeeded" && "border-ok/60",
        status === "failed" && "border-bad",
      )}
    >
      <Handle type="target" id="in" position={Position.Left} className={HIDDEN} style={{ top: MIDDLE }} />
      <div className="flex h-14 items-center gap-2.5 px-3.5">
        <NodeIcon icon={undefined} folder={folder} className="size-8 rounded-lg [&_svg]:size-4" />
        <div className="min-w-0 flex-1">
          <p className="truncate text-sm leading-5 font-medium">{node.name || node.key}</p>
          <p className="truncate font-mono text-2xs leading-4 text-ink-faint">{node.type}</p>
        </div>
        {status && <StatusIcon status={status} />}
      </div>
      {ports.map((port, index) => (
        <Handle
          key={port}
          type="source"
          id={port}
          position={Position.Right}
          className={HIDDEN}
          style={{ top: MIDDLE + index * PORT_HEIGHT }}
        />
      ))}
    </div>
  );
});

const TYPES = { drawn: Drawn };

import "@xyflow/react/dist/style.css";
import "@/editor/canvas/canvas.css";

import {
  Background,
  BackgroundVariant,
  BaseEdge,
  Controls,
  type EdgeProps,
  getBezierPath,
  ReactFlow,
  ReactFlowProvider,
  useReactFlow,
} from "@xyflow/react";
import { memo, useCallback, useMemo, useState } from "react";

import { DiffList } from "@/editor/canvas/diff-list";
import { CHANGES } from "@/editor/canvas/diff-looks";
import { type DiffEdgeElement, DiffNode, type DiffNodeElement } from "@/editor/canvas/diff-node";
import type { DocumentDiff } from "@/api/flows";
import type { FlowDocument } from "@/api/types";
import { type Change, countChanges, type DrawnNode, drawDiff } from "@/flow/diff-drawing";
import { sourcePort } from "@/flow/document";
import { motionMs } from "@/hooks/use-media";
import { cn } from "@/lib/cn";
import { t } from "@/lib/i18n";

interface Props {
  before: FlowDocument;
  after: FlowDocument;
  diff: DocumentDiff;
  /** Called with the id of a node that was clicked, on the canvas or in the list. */
  onSelect?: (id: string) => void;
  className?: string;
}

const NODE_TYPES = { drawn: DiffNode };
const EDGE_TYPES = { drawn: memo(DiffEdge) };
const FEW = 150;
const SHOWN_MS = 250;

/** Two versions of a flow in one drawing that cannot be changed, with a legend and the list of what differs. */
export function DiffCanvas(props: Props) {
  return (
    <ReactFlowProvider>
      <Comparison {...props} />
    </ReactFlowProvider>
  );
}

function Comparison({ before, after, diff, onSelect, className }: Props) {
  const [selected, setSelected] = useState<string | null>(null);
  const { fitView } = useReactFlow();
  const drawing = useMemo(() => drawDiff(before, after, diff), [before, after, diff]);
  const nodes = useMemo(
    () => [
      ...drawing.ghosts.map((drawn) => element(drawn, `was:${drawn.node.id}`, false, true)),
      ...drawing.nodes.map((drawn) => element(drawn, drawn.node.id, drawn.node.id === selected, false)),
    ],
    [drawing, selected],
  );
  const edges = useMemo(
    () =>
      drawing.edges.map((drawn): DiffEdgeElement => ({
        id: drawn.key,
        type: "drawn",
        source: drawn.edge.source,
        sourceHandle: sourcePort(drawn.edge),
        target: drawn.edge.target,
        targetHandle: "in",
        focusable: false,
        data: { drawn },
      })),
    [drawing],
  );
  const choose = useCallback(
    (id: string) => {
      setSelected(id);
      onSelect?.(id);
    },
    [onSelect],
  );
  const jump = useCallback(
    (id: string) => {
      choose(id);
      void fitView({ nodes: [{ id }], duration: motionMs(SHOWN_MS), maxZoom: 1, padding: 1.5 });
    },
    [choose, fitView],
  );
  return (
    <div className={cn("flex min-h-0 flex-1 flex-col md:flex-row", className)}>
      <div className="relative min-h-64 min-w-0 flex-1" aria-label={t("What differs, drawn")} role="region">
        <ReactFlow<DiffNodeElement, DiffEdgeElement>
          nodes={nodes}
          edges={edges}
          nodeTypes={NODE_TYPES}
          edgeTypes={EDGE_TYPES}
          onNodeClick={(_, { id }) => choose(id)}
          nodesDraggable={false}
          nodesConnectable={false}
          nodesFocusable={false}
          elementsSelectable={false}
          edgesFocusable={false}
          minZoom={0.05}
          maxZoom={1.5}
          fitView
          fitViewOptions={{ maxZoom: 1, padding: 0.15 }}
          onlyRenderVisibleElements={nodes.length > FEW}
          proOptions={{ hideAttribution: true }}
        >
          <Background variant={BackgroundVariant.Dots} gap={20} size={1.4} color="var(--line-strong)" />
          <Controls showInteractive={false} />
        </ReactFlow>
        <Legend counts={countChanges(diff)} />
      </div>
      <DiffList diff={diff} selected={selected} jump={jump} />
    </div>
  );
}

/** What lies in a box is drawn beside it, at its own place on the canvas: a comparison moves nothing. */
function element(drawn: DrawnNode, id: string, selected: boolean, ghost: boolean): DiffNodeElement {
  return {
    id,
    type: "drawn",
    position: drawn.at,
    width: drawn.size.width,
    height: drawn.size.height,
    data: { drawn, ghost },
    selected,
    selectable: !ghost,
    zIndex: ghost ? 0 : 1,
  };
}

function DiffEdge(props: EdgeProps<DiffEdgeElement>) {
  const [path] = getBezierPath(props);
  const change = props.data?.drawn.change ?? null;
  return (
    <BaseEdge
      path={path}
      className={cn("!stroke-2", change ? CHANGES[change].stroke : "!stroke-line-strong")}
      {...(change === "removed" ? { strokeDasharray: "6 5" } : {})}
    />
  );
}

function Legend({ counts }: { counts: Record<Change, number> }) {
  return (
    <ul
      aria-label={t("Legend")}
      className="absolute top-3 left-3 flex flex-wrap gap-1.5 rounded-lg border bg-raised/90 p-1.5 shadow-lift"
    >
      {(Object.keys(CHANGES) as Change[]).map((change) => (
        <li
          key={change}
          className={cn(
            "flex items-center gap-1 rounded px-1.5 text-2xs font-medium",
            CHANGES[change].mark,
            counts[change] === 0 && "opacity-50",
          )}
        >
          <span aria-hidden>{CHANGES[change].sign}</span>
          <span className="numeric">{counts[change]}</span> {t(CHANGES[change].label)}
        </li>
      ))}
    </ul>
  );
}

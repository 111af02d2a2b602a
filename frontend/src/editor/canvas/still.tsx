import { Dots } from "@/editor/canvas/dots";
import type {
  CanvasEdge,
  CanvasNode,
  FrameElement,
  FlowElement,
  NoteElement,
} from "@/editor/canvas/elements";
import { FrameFace, FrameName } from "@/editor/canvas/frame-face";
import {
  aroundCurve,
  curveOf,
  inView,
  middleOf,
  pathOf,
  type Placed,
  placedNodes,
  type View,
} from "@/editor/canvas/geometry";
import { NodeFace, PortName, portY } from "@/editor/canvas/node-face";
import { NoteFace } from "@/editor/canvas/note-face";
import { takenOf, wireColour } from "@/editor/canvas/wire-look";
import { useRunView } from "@/editor/run-view";
import { select } from "@/editor/store";
import { Markdown } from "@/components/markdown";
import { hasInput, type Size } from "@/flow/document";
import { overlap } from "@/flow/guides";
import { cn } from "@/lib/cn";
import { t } from "@/lib/i18n";

interface Props {
  nodes: readonly CanvasNode[];
  edges: readonly CanvasEdge[];
  view: View;
  size: Size;
}

/**
 * The first picture of a flow, just as the canvas will show it. It is there before what moves it has come, can be read,
 * and a click selects a node.
 */
export function Still({ nodes, edges, view, size }: Props) {
  const seen = inView(view, size);
  const placed = placedNodes(nodes);
  const shown = [...placed.values()].filter(({ box }) => overlap(box, seen));
  return (
    <div className="absolute inset-0 overflow-hidden" data-still>
      <Dots {...view} />
      <div
        className="absolute top-0 left-0 origin-top-left"
        style={{ transform: `translate(${view.x}px, ${view.y}px) scale(${view.zoom})` }}
      >
        <Wires edges={edges} placed={placed} seen={seen} />
        {shown.map(({ node, box }) => (
          <div
            key={node.id}
            className="absolute top-0 left-0"
            style={{
              transform: `translate(${box.x}px, ${box.y}px)`,
              width: box.width,
              height: box.height,
              zIndex: node.zIndex,
            }}
            onClick={() => select([node.id])}
          >
            <Face node={node} />
          </div>
        ))}
      </div>
    </div>
  );
}

function Face({ node }: { node: CanvasNode }) {
  if (node.type === "note") return <StillNote node={node} />;
  return node.type === "frame" ? <StillFrame node={node} /> : <StillNode node={node} />;
}

function StillNode({ node: { id, data, selected = false } }: { node: FlowElement }) {
  return (
    <NodeFace id={id} data={data} selected={selected}>
      {hasInput(data.node) && <Dot top={portY(0)} className="left-0 -translate-x-1/2" />}
      {data.ports.map((port, index) => (
        <div key={port} className="contents">
          {data.ports.length > 1 && <PortName port={port} index={index} />}
          <Dot top={portY(index)} className={cn("right-0 translate-x-1/2", port === "error" && "bg-bad")} />
        </div>
      ))}
    </NodeFace>
  );
}

function Dot({ top, className }: { top: number; className: string }) {
  return (
    <span
      className={cn(
        "absolute size-2.5 -translate-y-1/2 rounded-full border-2 border-surface bg-ink-faint",
        className,
      )}
      style={{ top }}
    />
  );
}

function StillNote({ node: { data, selected = false } }: { node: NoteElement }) {
  return (
    <NoteFace note={data.note} selected={selected}>
      <Markdown text={data.note.text || t("Double click to write")} />
    </NoteFace>
  );
}

function StillFrame({ node: { data, selected = false } }: { node: FrameElement }) {
  return (
    <FrameFace group={data.group} selected={selected}>
      <FrameName group={data.group} />
    </FrameFace>
  );
}

interface WiresProps {
  edges: readonly CanvasEdge[];
  placed: ReadonlyMap<string, Placed>;
  seen: ReturnType<typeof inView>;
}

function Wires({ edges, placed, seen }: WiresProps) {
  const totals = useRunView((state) => state.totals);
  const shown = edges.flatMap((edge) => {
    const curve = curveOf(edge, placed);
    return curve && overlap(aroundCurve(curve), seen) ? [{ edge, curve }] : [];
  });
  return (
    <>
      <svg className="pointer-events-none absolute top-0 left-0 z-1 overflow-visible">
        {shown.map(({ edge, curve }) => (
          <path
            key={edge.id}
            d={pathOf(curve)}
            fill="none"
            className={cn(
              "!stroke-[1.75]",
              wireColour(takenOf(totals, edge), edge.data?.port, edge.selected === true),
            )}
          />
        ))}
      </svg>
      {shown.map(({ edge, curve }) => {
        if (!edge.data?.labelled) return null;
        const { x, y } = middleOf(curve);
        return (
          <span
            key={edge.id}
            className="absolute z-1 flex items-center rounded bg-ground px-1 text-2xs text-ink-faint"
            style={{ transform: `translate(-50%, -50%) translate(${x}px, ${y}px)` }}
          >
            {edge.data.port}
          </span>
        );
      })}
    </>
  );
}

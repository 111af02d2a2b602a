import "@xyflow/react/dist/base.css";

import { type Edge, Handle, type Node, type NodeProps, Position, ReactFlow } from "@xyflow/react";
import { Bell, Check, Clock, Database, Filter, Globe, LoaderCircle, Rows3 } from "lucide-react";

import { PICTURE_AT, type RecordedStep, STEPS, WIRES } from "@/landing/recording";
import shop from "@/landing/shop.webp";
import { usePhone } from "@/hooks/use-media";
import { cn } from "@/lib/cn";
import { duration } from "@/lib/format";
import { t, tn } from "@/lib/i18n";

const ICONS: Record<string, typeof Clock> = {
  morning: Clock,
  open: Globe,
  listing: Rows3,
  cheap: Filter,
  keep: Database,
  tell: Bell,
};

type StepNode = Node<{ step: RecordedStep; state: "idle" | "running" | "done"; phone: boolean }, "step">;
type PictureNode = Node<{ shown: boolean }, "picture">;

/** The recorded run on a canvas: nodes light up as they did. */
export default function Replay({ at }: { at: number }) {
  const phone = usePhone();
  const nodes: (StepNode | PictureNode)[] = STEPS.map((step, index) => ({
    id: step.id,
    type: "step",
    position: phone ? { x: 0, y: index * 82 } : { x: step.x, y: step.y },
    data: { step, phone, state: at >= step.ends ? "done" : at >= step.starts ? "running" : "idle" },
  }));
  if (!phone)
    nodes.push({
      id: "picture",
      type: "picture",
      position: { x: 256, y: 92 },
      data: { shown: at >= PICTURE_AT },
    });
  const edges: Edge[] = WIRES.map(([source, target]) => {
    const step = STEPS.find(({ id }) => id === target);
    const reached = step !== undefined && at >= step.starts;
    return {
      id: `${source}-${target}`,
      source,
      target,
      animated: reached && at < step.ends,
      style: { stroke: reached ? "var(--ok)" : "var(--line-strong)", strokeWidth: 1.5 },
    };
  });
  return (
    <ReactFlow
      nodes={nodes}
      edges={edges}
      nodeTypes={TYPES}
      fitView
      fitViewOptions={{ padding: 0.06 }}
      key={String(phone)}
      proOptions={{ hideAttribution: true }}
      nodesDraggable={false}
      nodesConnectable={false}
      nodesFocusable={false}
      edgesFocusable={false}
      elementsSelectable={false}
      panOnDrag={false}
      zoomOnScroll={false}
      zoomOnPinch={false}
      zoomOnDoubleClick={false}
      preventScrolling={false}
      aria-hidden
      tabIndex={-1}
    />
  );
}

function Step({ data: { step, state, phone } }: NodeProps<StepNode>) {
  const Icon = ICONS[step.id] ?? Clock;
  const said =
    state === "running"
      ? t("working …")
      : state === "idle"
        ? t("waits")
        : step.items === undefined
          ? duration(step.ms)
          : `${tn(step.items, "{n} row", "{n} rows")} · ${duration(step.ms)}`;
  return (
    <div
      data-hue={step.folder}
      className={cn(
        "flex h-16 w-48 items-center gap-2.5 rounded-xl border bg-surface px-3 shadow-lift transition-colors duration-300 dark:bg-raised",
        state === "running" && "border-busy ring-3 ring-busy/15",
        state === "done" && "border-ok/60",
      )}
    >
      <Handle type="target" position={phone ? Position.Top : Position.Left} className="opacity-0" />
      <span className="flex size-8 shrink-0 items-center justify-center rounded-lg bg-tint-soft text-tint">
        <Icon className="size-4" />
      </span>
      <div className="min-w-0 flex-1">
        <p className="truncate text-xs leading-5 font-medium">{t(step.name)}</p>
        <p className="truncate text-2xs text-ink-faint numeric">{said}</p>
      </div>
      {state === "running" && <LoaderCircle className="size-4 shrink-0 animate-spin text-busy" />}
      {state === "done" && <Check className="size-4 shrink-0 text-ok" strokeWidth={2.5} />}
      <Handle type="source" position={phone ? Position.Bottom : Position.Right} className="opacity-0" />
    </div>
  );
}

function Picture({ data: { shown } }: NodeProps<PictureNode>) {
  return (
    <div
      className={cn(
        "w-[22.5rem] overflow-hidden rounded-lg border bg-surface shadow-float transition-all duration-500",
        shown ? "opacity-100" : "translate-y-2 opacity-0",
      )}
    >
      <div className="flex items-center gap-1 border-b bg-sunken px-2 py-1.5">
        <i className="size-1.5 rounded-full bg-line-strong" />
        <i className="size-1.5 rounded-full bg-line-strong" />
        <i className="size-1.5 rounded-full bg-line-strong" />
        <span className="ml-1.5 text-2xs text-ink-faint">/demo/shop/categories/lighting</span>
      </div>
      <img src={shop} alt="" width={640} height={400} className="block h-auto w-full" />
    </div>
  );
}

const TYPES = { step: Step, picture: Picture };

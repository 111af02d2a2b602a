import { BaseEdge, EdgeLabelRenderer, type EdgeProps, getBezierPath, useReactFlow } from "@xyflow/react";
import { Plus, X } from "lucide-react";
import { memo, useState } from "react";

import type { CanvasEdge } from "@/editor/canvas/elements";
import { useRunView } from "@/editor/run-view";
import { edit, useEditor } from "@/editor/store";
import { nodeById } from "@/flow/document";
import { disconnect } from "@/flow/edits";
import { cn } from "@/lib/cn";
import { t } from "@/lib/i18n";

/** A wire: names its port where there are several, and takes a node in between. */
export const FlowEdge = memo(function FlowEdge(props: EdgeProps<CanvasEdge>) {
  const { id, source, target, data, selected } = props;
  const [path, x, y] = getBezierPath(props);
  const [over, setOver] = useState(false);
  const from = useRunView((state) => state.totals.get(source)?.status);
  const to = useRunView((state) => state.totals.get(target)?.status);
  const taken = from === "succeeded" && to !== undefined && to !== "skipped";
  const busy = taken && to === "running";
  return (
    <>
      <g onMouseEnter={() => setOver(true)} onMouseLeave={() => setOver(false)}>
        <BaseEdge
          path={path}
          interactionWidth={24}
          className={cn(
            "!stroke-[1.75]",
            selected || over
              ? "!stroke-accent"
              : busy
                ? "!stroke-busy"
                : taken
                  ? "!stroke-ok/70"
                  : data?.port === "error"
                    ? "!stroke-bad/60"
                    : "!stroke-line-strong",
            busy && "flowing",
          )}
        />
      </g>
      <EdgeLabelRenderer>
        <div
          className="nodrag nopan absolute flex items-center gap-1"
          style={{
            transform: `translate(-50%, -50%) translate(${x}px, ${y}px)`,
            pointerEvents: "all",
            zIndex: over || selected ? 3 : 1,
          }}
          onMouseEnter={() => setOver(true)}
          onMouseLeave={() => setOver(false)}
        >
          {over || selected ? (
            <Buttons id={id} x={x} y={y} source={source} />
          ) : (
            data?.labelled && (
              <span className="rounded bg-ground px-1 text-2xs text-ink-faint">{data.port}</span>
            )
          )}
        </div>
      </EdgeLabelRenderer>
    </>
  );
});

const BUTTON =
  "flex size-5 items-center justify-center rounded-full border bg-raised text-ink-soft shadow-lift hover:border-accent hover:text-accent [&_svg]:size-3";

function Buttons({ id, x, y, source }: { id: string; x: number; y: number; source: string }) {
  const { flowToScreenPosition } = useReactFlow();
  const insert = () => {
    const parent = nodeById(useEditor.getState().document, source)?.parent ?? null;
    useEditor.setState({
      adding: { at: flowToScreenPosition({ x, y }), place: { x, y }, from: null, onEdge: id, parent },
    });
  };
  return (
    <>
      <button type="button" aria-label={t("Insert a node")} className={BUTTON} onClick={insert}>
        <Plus />
      </button>
      <button
        type="button"
        aria-label={t("Remove the wire")}
        className={BUTTON}
        onClick={() => edit(t("Disconnect"), (document) => disconnect(document, new Set([id])))}
      >
        <X />
      </button>
    </>
  );
}

import { EdgeLabelRenderer, type EdgeProps, getBezierPath, useReactFlow, useStore } from "@xyflow/react";
import { Plus, X } from "lucide-react";
import { memo, useState } from "react";

import type { CanvasEdge } from "@/editor/canvas/elements";
import { useFar } from "@/editor/canvas/far";
import { type Taken, takenOf, wireColour } from "@/editor/canvas/wire-look";
import { useRunView } from "@/editor/run-view";
import { edit, useEditor } from "@/editor/store";
import { nodeById } from "@/flow/document";
import { disconnect } from "@/flow/edits";
import type { NodeTotals, Passed } from "@/flow/run-totals";
import { cn } from "@/lib/cn";
import { formatNumber, t } from "@/lib/i18n";

type Props = EdgeProps<CanvasEdge>;

/** A wire: names its port where there are several, and takes a node in between. */
export const FlowEdge = memo(function FlowEdge(props: Props) {
  const [path, x, y] = getBezierPath(props);
  const far = useFar();
  const { source, sourceHandleId, target } = props;
  const run = useRunView(({ totals }) => takenOf(totals, { source, sourceHandle: sourceHandleId, target }));
  return far ? (
    <path
      d={path}
      fill="none"
      className={cn("stroke-4", wireColour(run, props.data?.port, props.selected === true))}
    />
  ) : (
    <NearEdge {...props} path={path} x={x} y={y} run={run} />
  );
});

interface Near extends Props {
  path: string;
  x: number;
  y: number;
  run: Taken;
}

function NearEdge(props: Near) {
  const { id, source, data, selected = false, path, x, y, run } = props;
  const [over, setOver] = useState(false);
  const count = useCount(source, props.sourceHandleId);
  const open = over || selected;
  const hover = { onMouseEnter: () => setOver(true), onMouseLeave: () => setOver(false) };
  return (
    <>
      <g {...hover}>
        <path
          d={path}
          fill="none"
          className={cn(
            "react-flow__edge-path !stroke-[1.75]",
            wireColour(run, data?.port, open),
            run === "busy" && "flowing",
          )}
        />
        <path
          d={path}
          fill="none"
          strokeOpacity={0}
          strokeWidth={24}
          className="react-flow__edge-interaction"
        />
      </g>
      {(open || data?.labelled || count) && (
        <EdgeLabelRenderer>
          <div
            className="nodrag nopan absolute flex items-center gap-1"
            style={{
              transform: `translate(-50%, -50%) translate(${x}px, ${y}px)`,
              pointerEvents: "all",
              zIndex: open ? 3 : 1,
            }}
            {...hover}
          >
            {open ? (
              <Buttons id={id} x={x} y={y} source={source} />
            ) : (
              <span className="rounded bg-ground px-1 text-2xs text-ink-faint">
                {data?.labelled && data.port}
                {count && <span className="ml-0.5 text-ok numeric">{count}</span>}
              </span>
            )}
          </div>
        </EdgeLabelRenderer>
      )}
    </>
  );
}

/** Returns how many items went along a wire, or how often it was taken where that was more than once. */
function useCount(source: string, port: string | null | undefined): string {
  return useRunView(({ totals }) => {
    const passed = passedBy(totals.get(source), port);
    if (!passed) return "";
    if (passed.items !== null) return formatNumber(passed.items);
    return passed.steps > 1 ? `${formatNumber(passed.steps)}×` : "";
  });
}

function passedBy(totals: NodeTotals | undefined, port: string | null | undefined): Passed | undefined {
  const passed = totals?.ports[port ?? ""];
  return passed && passed.steps > 0 ? passed : undefined;
}

const BUTTON =
  "flex size-6 items-center justify-center rounded-full border bg-raised text-ink-soft shadow-lift hover:border-accent hover:text-accent [&_svg]:size-3";

function Buttons({ id, x, y, source }: { id: string; x: number; y: number; source: string }) {
  const { flowToScreenPosition } = useReactFlow();
  // They stay large enough to be hit, however small the flow is shown.
  const scale = useStore(({ transform }) => Math.max(1, 1 / transform[2]));
  const insert = () => {
    const parent = nodeById(useEditor.getState().document, source)?.parent ?? null;
    useEditor.setState({
      adding: { at: flowToScreenPosition({ x, y }), place: { x, y }, from: null, onEdge: id, parent },
    });
  };
  return (
    <div className="flex gap-1" style={{ transform: `scale(${scale})` }}>
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
    </div>
  );
}

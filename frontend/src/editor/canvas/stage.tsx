import { lazy, Suspense, useEffect, useLayoutEffect, useRef, useState } from "react";

import { holdStill } from "@/editor/canvas/camera";
import type { View } from "@/editor/canvas/geometry";
import { Still } from "@/editor/canvas/still";
import { useEdges, useNodes } from "@/editor/canvas/use-elements";
import { beginning } from "@/editor/canvas/viewport";
import { fetchAhead } from "@/editor/later";
import type { Catalogue, Size } from "@/flow/document";

const load = () => import("@/editor/canvas/canvas");
const Canvas = lazy(load);

/** The drawing: a still picture at first, under which the canvas takes its place as soon as it has come. */
export function Stage({ catalogue }: { catalogue: Catalogue }) {
  const pane = useRef<HTMLDivElement>(null);
  const nodes = useNodes(catalogue);
  const [edges, onEdgesChange] = useEdges(catalogue);
  const [first, setFirst] = useState<{ view: View; size: Size } | null>(null);
  const [asked, ask] = useState(false);
  const [moves, setMoves] = useState(false);
  useLayoutEffect(() => {
    if (first || !pane.current) return;
    const { left, top, width, height } = pane.current.getBoundingClientRect();
    const view = beginning(nodes, { width, height });
    holdStill({ ...view, left, top });
    setFirst({ view, size: { width, height } });
  }, [first, nodes]);
  useEffect(() => {
    // What is drawn first is seen first.
    const frame = requestAnimationFrame(() => setTimeout(() => ask(true)));
    return () => cancelAnimationFrame(frame);
  }, []);
  useEffect(() => {
    if (moves) fetchAhead();
  }, [moves]);
  return (
    <div ref={pane} className="@container relative isolate flex min-h-0 min-w-0 flex-1">
      {first && asked && (
        <Suspense>
          <Canvas
            catalogue={catalogue}
            nodes={nodes}
            edges={edges}
            onEdgesChange={onEdgesChange}
            view={first.view}
            onMoves={setMoves}
          />
        </Suspense>
      )}
      {first && !moves && <Still nodes={nodes} edges={edges} {...first} />}
    </div>
  );
}

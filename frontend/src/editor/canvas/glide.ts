/** Nodes that go to other places are seen going there, wires and all. */
import { useEditor } from "@/editor/store";
import type { FlowDocument } from "@/api/types";
import { nodesOf, placed, type Point } from "@/flow/document";
import { motionMs } from "@/hooks/use-media";

const GLIDE_MS = 280;

/** Moves nodes from where a document has them to where another one does; ends at once for who wants less motion. */
export function glide(from: FlowDocument, to: FlowDocument): Promise<void> {
  const lasting = motionMs(GLIDE_MS);
  const before = new Map(nodesOf(from).map((node) => [node.id, placed(node)]));
  const ways = nodesOf(to).flatMap((node): [string, Point, Point][] => {
    const start = before.get(node.id);
    const end = placed(node);
    return start && (start.x !== end.x || start.y !== end.y) ? [[node.id, start, end]] : [];
  });
  if (lasting === 0 || ways.length === 0) return Promise.resolve();
  const begun = performance.now();
  return new Promise((resolve) => {
    const step = (now: number) => {
      const done = Math.min(1, Math.max(0, (now - begun) / lasting));
      if (done === 1 || useEditor.getState().document !== from) {
        useEditor.setState({ dragged: new Map() });
        resolve();
        return;
      }
      const eased = 1 - (1 - done) ** 3;
      useEditor.setState({ dragged: new Map(ways.map(([id, a, b]) => [id, between(a, b, eased)])) });
      requestAnimationFrame(step);
    };
    requestAnimationFrame(step);
  });
}

function between(a: Point, b: Point, part: number): Point {
  return { x: a.x + (b.x - a.x) * part, y: a.y + (b.y - a.y) * part };
}

/** A run's steps as the rows of a tree: nodes in reading order, iterations of loops, what is inside them. */
import type { DocumentNode, FlowDocument, Status } from "@/api/types";
import { childrenOf, CONTAINERS } from "@/flow/order";
import { type RunFeed, type StepState, stepId } from "@/flow/run-feed";

export interface TreeRow {
  id: string;
  depth: number;
  /** The node, or the loop whose iteration this is. */
  node: DocumentNode;
  /** Path of the step; of an iteration, of the steps in it. */
  path: string;
  /** Number of the iteration from 0, null for a node. */
  iteration: number | null;
  step: StepState | null;
  status: Status;
  opens: boolean;
  open: boolean;
}

export interface TreeFilter {
  text: string;
  failedOnly: boolean;
}

/** A loop with more iterations than this starts closed. */
const OPENS_UP_TO = 12;

export class RunTree {
  private readonly children: Map<string | null, DocumentNode[]>;

  constructor(document: FlowDocument) {
    this.children = childrenOf(document.nodes ?? [], document.edges ?? []);
  }

  /** Returns the visible rows; `toggled` holds the rows that are not open or closed as they would be by themselves. */
  rows(feed: RunFeed, toggled: ReadonlySet<string>, filter: TreeFilter): TreeRow[] {
    const rows: TreeRow[] = [];
    const filtering = filter.text !== "" || filter.failedOnly;
    const visit = (parent: string | null, path: string, depth: number) => {
      for (const node of this.children.get(parent) ?? []) {
        const id = stepId(node.id, path);
        const step = feed.steps.get(id) ?? null;
        const iterations = node.type === "core.loop" ? (feed.iterations.get(id) ?? 0) : 0;
        const opens =
          node.type === "core.loop"
            ? iterations > 0
            : CONTAINERS.has(node.type) && this.children.has(node.id);
        const open = opens && (filtering || iterations <= OPENS_UP_TO !== toggled.has(id));
        const start = rows.length;
        rows.push({
          id,
          depth,
          node,
          path,
          iteration: null,
          step,
          status: step?.status ?? "pending",
          opens,
          open,
        });
        if (open && node.type === "core.loop") visitIterations(node, path, depth, iterations);
        else if (open) visit(node.id, path, depth + 1);
        if (filtering && rows.length === start + 1 && !fits(rows[start], filter)) rows.pop();
      }
    };
    const visitIterations = (loop: DocumentNode, path: string, depth: number, count: number) => {
      for (let index = 0; index < count; index += 1) {
        const inside = path === "" ? String(index) : `${path}.${index}`;
        const id = `${loop.id}@${inside}#`;
        const open = filtering || count <= OPENS_UP_TO !== toggled.has(id);
        const start = rows.length;
        const status = this.iterationStatus(feed, loop.id, inside);
        rows.push({
          id,
          depth: depth + 1,
          node: loop,
          path: inside,
          iteration: index,
          step: null,
          status,
          opens: true,
          open,
        });
        if (open) visit(loop.id, inside, depth + 2);
        if (filtering && rows.length === start + 1) rows.pop();
      }
    };
    visit(null, "", 0);
    return rows;
  }

  private iterationStatus(feed: RunFeed, loop: string, path: string): Status {
    let found: Status = "pending";
    for (const child of this.children.get(loop) ?? []) {
      const status = feed.steps.get(stepId(child.id, path))?.status;
      if (status === undefined) continue;
      if (status === "failed" || status === "running" || status === "waiting") return status;
      if (found === "pending" || status === "canceled") found = status === "skipped" ? "succeeded" : status;
    }
    return found;
  }
}

function fits(row: TreeRow | undefined, { text, failedOnly }: TreeFilter): boolean {
  if (!row || (failedOnly && row.status !== "failed")) return false;
  const { name, key, type } = row.node;
  return `${name ?? ""} ${key} ${type}`.toLowerCase().includes(text.toLowerCase());
}

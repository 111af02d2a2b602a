import { flagOf, textOf } from "@/lib/search-params";

/** What the address of the list of flows says. */
export interface FlowsSearch {
  q?: string;
  tag?: string;
  folder?: string;
  trash?: true;
}

export function flowsSearch(raw: Record<string, unknown>): FlowsSearch {
  return {
    q: textOf(raw, "q"),
    tag: textOf(raw, "tag"),
    folder: textOf(raw, "folder"),
    trash: flagOf(raw, "trash"),
  };
}

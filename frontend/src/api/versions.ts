/** Published versions of flows: what they cost, how they differ, what they compile to. */
import { queryOptions } from "@tanstack/react-query";

import { client, data } from "@/api/client";
import type { DocumentDiff } from "@/api/flows";
import { keys } from "@/api/keys";
import type { components } from "@/api/schema.gen";
import type { FlowDocument } from "@/api/types";

export type Estimate = components["schemas"]["EstimateView"];

/** What a run of the draft at a revision would cost. */
export function estimateQuery(flow: string, rev: number) {
  return queryOptions({
    queryKey: keys.estimate(flow, rev),
    queryFn: async ({ signal }) =>
      await data(
        client.POST("/api/v1/flows/{flow}/estimate", {
          params: { path: { flow }, query: { draft: true } },
          signal,
        }),
      ),
    retry: false,
  });
}

/** What differs between two versions; null stands for the draft, which has a revision. */
export function comparisonQuery(flow: string, before: number, after: number | null, rev: number) {
  return queryOptions({
    queryKey: [...keys.diff(flow, before, after === null ? rev : 0), after],
    queryFn: async ({ signal }) =>
      await data(
        client.GET("/api/v1/flows/{flow}/diff", {
          params: { path: { flow }, query: { before, after } },
          signal,
        }),
      ),
  });
}

/** Returns how many things differ: nodes, wires, notes, groups and what belongs to the flow itself. */
export function differences(diff: DocumentDiff): number {
  const { nodes = [], edges = [], fields = [], notes = [], groups = [] } = diff;
  return nodes.length + edges.length + fields.length + notes.length + groups.length;
}

/** What a document compiles to: its plan and its state machine for AWS. */
export function planQuery(document: FlowDocument) {
  return queryOptions({
    queryKey: ["plan", document],
    queryFn: async ({ signal }) =>
      await data(
        client.POST("/api/v1/flows/compile", {
          params: { query: { target: "asl" } },
          body: document,
          signal,
        }),
      ),
    gcTime: 0,
  });
}

import { queryOptions } from "@tanstack/react-query";

import { client, data } from "@/api/client";
import { keys } from "@/api/keys";
import type { components } from "@/api/schema.gen";
import type { DocumentNode, FlowDocument } from "@/api/types";

export type ScopeView = components["schemas"]["ScopeView"];

/** What an expression at a step can read, with samples of the flow's last run. */
export function scopeQuery(flow: string, at: string, run: string | null, document: FlowDocument) {
  return queryOptions({
    queryKey: ["expressions", "scope", flow, at, run],
    queryFn: async ({ signal }) =>
      await data(
        client.POST("/api/v1/expressions/scope", {
          body: { flow, at, run, document: document },
          signal,
        }),
      ),
    staleTime: 60_000,
    retry: false,
  });
}

/** Evaluates a text with the data of the flow's last run; nothing is stored. */
export async function previewExpression(flow: string, at: string, value: string, document: FlowDocument) {
  const body = { flow, at, value, document: document as unknown as Record<string, unknown> };
  return await data(client.POST("/api/v1/expressions/preview", { body }));
}

/** A step's settings with the values that a run had recorded; nothing is stored. */
export function stepInputQuery(run: string, document: FlowDocument, node: DocumentNode, path: string) {
  return queryOptions({
    queryKey: [...keys.run(run), "input", node.id, path],
    queryFn: async ({ signal }) =>
      await data(
        client.POST("/api/v1/expressions/preview", {
          body: {
            run,
            document,
            at: node.key,
            path: path || null,
            value: node.config ?? {},
          },
          signal,
        }),
      ),
    staleTime: Infinity,
    retry: false,
  });
}

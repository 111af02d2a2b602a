import { queryOptions } from "@tanstack/react-query";

import { client, data } from "@/api/client";
import type { components } from "@/api/schema.gen";
import type { FlowDocument } from "@/api/types";

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

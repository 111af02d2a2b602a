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

/** Evaluates a text or a config with the data of the flow's last run, and an item if one is given; nothing is stored. */
export async function previewExpression(
  flow: string,
  at: string,
  value: unknown,
  document: FlowDocument,
  given: { item?: unknown; index?: number } = {},
) {
  const body = { flow, at, value, document: document as unknown as Record<string, unknown>, ...given };
  return await data(client.POST("/api/v1/expressions/preview", { body }));
}

/** The first item of the list that a step takes, by the flow's last run; null when there is none. */
export function itemQuery(
  flow: string,
  at: string,
  run: string | null,
  list: unknown,
  document: FlowDocument,
) {
  return queryOptions({
    queryKey: ["expressions", "item", flow, at, run, list],
    queryFn: async () => {
      const { value } = await previewExpression(flow, at, list, document);
      const items: unknown = Array.isArray(value) ? value : (value as { items?: unknown } | null)?.items;
      return Array.isArray(items) && items.length > 0 ? { item: items[0] as unknown, index: 0 } : null;
    },
    staleTime: 60_000,
    retry: false,
  });
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

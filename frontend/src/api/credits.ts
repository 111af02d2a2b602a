import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";

import { useChange } from "@/api/change";
import { client, data, once } from "@/api/client";
import { keys } from "@/api/keys";
import type { components } from "@/api/schema.gen";
import type { Page } from "@/api/types";

type Schemas = components["schemas"];
export type CreditEntry = Required<Schemas["flow_builder__domain__credits__Entry"]>;
export type CreditOrder = Required<Schemas["Order"]>;
export type Pack = Schemas["PackView"];
export type Budget = Required<Schemas["BudgetView"]>;

export const creditsQuery = queryOptions({
  queryKey: keys.credits,
  queryFn: async ({ signal }) => await data(client.GET("/api/v1/credits", { signal })),
});

export const creditEntriesQuery = infiniteQueryOptions({
  queryKey: keys.creditEntries,
  queryFn: async ({ pageParam, signal }) =>
    (await data(
      client.GET("/api/v1/credits/entries", { params: { query: { limit: 50, cursor: pageParam } }, signal }),
    )) as Page<CreditEntry>,
  initialPageParam: undefined as string | undefined,
  getNextPageParam: (last) => last.cursor ?? undefined,
});

/** Days are written `2026-11-21`, of UTC. */
export function creditUsageQuery(since: string, until: string) {
  return queryOptions({
    queryKey: keys.creditUsage(since, until),
    queryFn: async ({ signal }) =>
      await data(client.GET("/api/v1/credits/usage", { params: { query: { since, until } }, signal })),
  });
}

export const budgetQuery = queryOptions({
  queryKey: keys.budget(null),
  queryFn: async ({ signal }) => (await data(client.GET("/api/v1/credits/budget", { signal }))) as Budget,
});

/** What a flow's runs may cost, each and in a month, and what is used of it. */
export function flowBudgetQuery(flow: string) {
  return queryOptions({
    queryKey: keys.budget(flow),
    queryFn: async ({ signal }) =>
      (await data(
        client.GET("/api/v1/flows/{flow}/budget", { params: { path: { flow } }, signal }),
      )) as Budget,
  });
}

export const useSetFlowBudget = (flow: string) =>
  useChange(
    (body: Schemas["Budget"]) =>
      data(client.PUT("/api/v1/flows/{flow}/budget", { params: { path: { flow } }, body })),
    [keys.budget(flow)],
    { quiet: true },
  );

export const packsQuery = queryOptions({
  queryKey: keys.packs,
  queryFn: async ({ signal }) => await data(client.GET("/api/v1/credits/packs", { signal })),
});

export const ordersQuery = queryOptions({
  queryKey: keys.orders,
  queryFn: async ({ signal }) =>
    (await data(client.GET("/api/v1/credits/orders", { params: { query: { limit: 50 } }, signal })))
      .items as CreditOrder[],
});

export const useSetBudget = () =>
  useChange(
    (body: Schemas["Budget"]) => data(client.PUT("/api/v1/credits/budget", { body })),
    [keys.credits],
    { quiet: true },
  );

export const useBuyPack = () =>
  useChange(
    async ({ pack, key }: { pack: string; key: string }) =>
      (await data(
        client.POST("/api/v1/credits/orders", { body: { pack }, headers: once(key) }),
      )) as CreditOrder,
    [keys.credits],
  );

/** Pays an order where nobody takes payments. */
export const usePayOrder = () =>
  useChange(
    (order: string) =>
      data(client.POST("/api/v1/credits/orders/{order}/pay", { params: { path: { order } } })),
    [keys.credits],
  );

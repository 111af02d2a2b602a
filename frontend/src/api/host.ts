import { queryOptions } from "@tanstack/react-query";

import { useChange } from "@/api/change";
import { client, data } from "@/api/client";
import { ApiError } from "@/api/errors";
import { keys } from "@/api/keys";
import type { components } from "@/api/schema.gen";

type Schemas = components["schemas"];
export type Breaker = Schemas["Breaker"];
export type CacheEntry = Required<Schemas["CacheEntry"]>;
export type ReadyCheck = Schemas["ReadyCheck"];

/** Milliseconds after which the state of the host is looked at again while somebody looks. */
const LOOK_MS = 5_000;

export const healthQuery = queryOptions({
  queryKey: keys.health,
  queryFn: async ({ signal }) => await data(client.GET("/api/v1/health", { signal })),
  staleTime: 60_000,
});

/** What the host looks at before it says that it can work; also when it cannot. */
export const readyQuery = queryOptions({
  queryKey: keys.ready,
  queryFn: async ({ signal }): Promise<ReadyCheck[]> => {
    try {
      return (await data(client.GET("/api/v1/ready", { signal }))).checks;
    } catch (error) {
      if (error instanceof ApiError && Array.isArray(error.details.checks))
        return error.details.checks as ReadyCheck[];
      throw error;
    }
  },
  refetchInterval: LOOK_MS,
});

export const queueQuery = queryOptions({
  queryKey: keys.queue,
  queryFn: async ({ signal }) =>
    await data(client.GET("/api/v1/queue", { params: { query: { limit: 100 } }, signal })),
  refetchInterval: LOOK_MS,
});

export const cachedQuery = queryOptions({
  queryKey: keys.cached,
  queryFn: async ({ signal }) =>
    (await data(client.GET("/api/v1/cache", { params: { query: { limit: 200 } }, signal })))
      .items as CacheEntry[],
});

export const breakersQuery = queryOptions({
  queryKey: keys.breakers,
  queryFn: async ({ signal }) => (await data(client.GET("/api/v1/breakers", { signal }))).items,
  refetchInterval: LOOK_MS,
});

export const limitsQuery = queryOptions({
  queryKey: keys.limits,
  queryFn: async ({ signal }) => await data(client.GET("/api/v1/limits", { signal })),
});

/** The host's metrics as Prometheus text, or null where they are not for this caller. */
export const metricsQuery = queryOptions({
  queryKey: keys.metrics,
  queryFn: async ({ signal }) => {
    const answer = await fetch("/metrics", { signal });
    return answer.ok ? await answer.text() : null;
  },
  refetchInterval: LOOK_MS,
});

export const useForgetCached = () =>
  useChange(
    async (key: string | null) => {
      if (key === null) await client.DELETE("/api/v1/cache");
      else await client.DELETE("/api/v1/cache/{key}", { params: { path: { key } } });
    },
    [keys.cached],
  );

export const useResetBreaker = () =>
  useChange(
    (name: string) => client.POST("/api/v1/breakers/{name}/reset", { params: { path: { name } } }),
    [keys.breakers],
  );

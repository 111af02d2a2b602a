import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";

import { client, data } from "@/api/client";
import { keys } from "@/api/keys";
import type { components } from "@/api/schema.gen";

export type CanarySpec = components["schemas"]["CanarySpec"];
export type Canary = Required<components["schemas"]["CanaryView"]>;
export type Tally = components["schemas"]["Tally"];

const EVERY_MS = 10_000;

/** The version of a flow that is tried out, with how its runs end; asked for again and again. */
export function canaryQuery(flow: string) {
  return queryOptions({
    queryKey: keys.canary(flow),
    queryFn: async ({ signal }) =>
      (await data(
        client.GET("/api/v1/flows/{flow}/canary", { params: { path: { flow } }, signal }),
      )) as Canary,
    refetchInterval: EVERY_MS,
  });
}

/** Ends what is tried out: all runs execute it from now on, or none. */
export function useEndCanary(flow: string) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (how: "promote" | "withdraw") =>
      data(
        how === "promote"
          ? client.POST("/api/v1/flows/{flow}/canary/promote", { params: { path: { flow } } })
          : client.POST("/api/v1/flows/{flow}/canary/withdraw", { params: { path: { flow } } }),
      ),
    onSettled: () => cache.invalidateQueries({ queryKey: keys.flows }),
  });
}

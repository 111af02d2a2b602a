import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";

import { data } from "@/api/client";
import { keys } from "@/api/keys";
import type { components } from "@/api/schema.gen";
import { bare } from "@/api/session";

type Schemas = components["schemas"];
export type Shared = Required<Schemas["Shared"]>;

/** What a link shows to anybody; a run with its steps, a page at a time. */
export function sharedQuery(token: string) {
  return infiniteQueryOptions({
    queryKey: keys.shared(token),
    queryFn: async ({ pageParam, signal }) =>
      (await data(
        bare.GET("/api/v1/shared/{token}", {
          params: { path: { token }, query: { cursor: pageParam } },
          signal,
        }),
      )) as Shared,
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.cursor ?? undefined,
  });
}

/** A flow that everybody may look at. */
export function publicFlowQuery(flow: string) {
  return queryOptions({
    queryKey: keys.publicFlow(flow),
    queryFn: async ({ signal }) =>
      await data(bare.GET("/api/v1/public/flows/{flow}", { params: { path: { flow } }, signal })),
  });
}

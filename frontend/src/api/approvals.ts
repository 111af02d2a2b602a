import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";

import { client, data } from "@/api/client";
import { keys } from "@/api/keys";
import type { components } from "@/api/schema.gen";
import type { Pause } from "@/api/types";

export type Decision = components["schemas"]["Decision"];

export const approvalsQuery = queryOptions({
  queryKey: keys.approvals,
  queryFn: async ({ signal }) =>
    (await data(client.GET("/api/v1/approvals", { params: { query: { limit: 200 } }, signal })))
      .items as unknown as Pause[],
});

export function useDecide() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: ({ token, decision }: { token: string; decision: Decision }) =>
      data(client.POST("/api/v1/approvals/{token}", { params: { path: { token } }, body: decision })),
    onSettled: () => cache.invalidateQueries({ queryKey: keys.approvals }),
    meta: { quiet: true },
  });
}

import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";

import { client, data } from "@/api/client";
import { keys } from "@/api/keys";
import type { components } from "@/api/schema.gen";

export type Credential = Required<components["schemas"]["Credential"]>;
export type NewCredential = components["schemas"]["NewCredential"];

export const credentialsQuery = queryOptions({
  queryKey: keys.credentials,
  queryFn: async ({ signal }) =>
    (await data(client.GET("/api/v1/credentials", { params: { query: { limit: 1_000 } }, signal })))
      .items as Credential[],
});

export function useCreateCredential() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: async (body: NewCredential) =>
      (await data(client.POST("/api/v1/credentials", { body }))) as Credential,
    onSettled: () => cache.invalidateQueries({ queryKey: keys.credentials }),
  });
}

import { queryOptions } from "@tanstack/react-query";

import { client, data } from "@/api/client";
import { keys } from "@/api/keys";

export const healthQuery = queryOptions({
  queryKey: keys.health,
  queryFn: async ({ signal }) => await data(client.GET("/api/v1/health", { signal })),
  staleTime: 60_000,
});

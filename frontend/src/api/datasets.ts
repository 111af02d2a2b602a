import { queryOptions } from "@tanstack/react-query";

import { client, data } from "@/api/client";
import { keys } from "@/api/keys";

export const datasetsQuery = queryOptions({
  queryKey: keys.datasets,
  queryFn: async ({ signal }) =>
    (await data(client.GET("/api/v1/datasets", { params: { query: { limit: 1_000 } }, signal }))).items,
});

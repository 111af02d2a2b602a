import { queryOptions } from "@tanstack/react-query";

import { client, data } from "@/api/client";
import { keys } from "@/api/keys";
import type { components } from "@/api/schema.gen";

export type Statistics = components["schemas"]["StatisticsView"];
export type FlowCounts = components["schemas"]["FlowCounts"];

export interface Span {
  since: number;
  until?: number;
  timezone: string;
  flow?: string;
}

export function statisticsQuery(span: Span) {
  return queryOptions({
    queryKey: keys.statistics(span),
    queryFn: async ({ signal }) =>
      await data(client.GET("/api/v1/statistics", { params: { query: span }, signal })),
    placeholderData: (before) => before,
    refetchInterval: 20_000,
  });
}

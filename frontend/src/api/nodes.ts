import { queryOptions } from "@tanstack/react-query";

import { client, data } from "@/api/client";
import { keys } from "@/api/keys";
import type { NodeSummary, NodeType } from "@/api/types";

/** All node types; they change only with the host's version. */
export const nodesQuery = queryOptions({
  queryKey: keys.nodes,
  queryFn: async ({ signal }) =>
    ((await data(client.GET("/api/v1/nodes", { signal }))).items as unknown as NodeSummary[]).map(plain),
  staleTime: Infinity,
});

/** Summaries are the first sentence of the help; where they stand in lists its marks of Markdown are in the way. */
function plain(type: NodeSummary): NodeSummary {
  return { ...type, summary: type.summary.replace(/[*`]/g, "") };
}

/** A node type's help, schemas, ports and examples. */
export function nodeQuery(type: string) {
  return queryOptions({
    queryKey: keys.node(type),
    queryFn: async ({ signal }) =>
      (await data(
        client.GET("/api/v1/nodes/{type_id}", { params: { path: { type_id: type } }, signal }),
      )) as unknown as NodeType,
    staleTime: Infinity,
  });
}

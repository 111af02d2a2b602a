import { queryOptions } from "@tanstack/react-query";

import { useChange } from "@/api/change";
import { client, data } from "@/api/client";
import { keys } from "@/api/keys";
import type { components } from "@/api/schema.gen";

type Schemas = components["schemas"];
export type Comment = Required<Schemas["Comment"]>;
export type NewComment = Schemas["NewComment"];

export function commentsQuery(flow: string) {
  return queryOptions({
    queryKey: keys.comments(flow),
    queryFn: async ({ signal }) =>
      (
        await data(
          client.GET("/api/v1/flows/{flow}/comments", {
            params: { path: { flow }, query: { limit: 1_000 } },
            signal,
          }),
        )
      ).items as Comment[],
  });
}

export const useWriteComment = (flow: string) =>
  useChange(
    (body: NewComment) =>
      data(client.POST("/api/v1/flows/{flow}/comments", { params: { path: { flow } }, body })),
    [keys.comments(flow)],
    { quiet: true },
  );

export const useEditComment = (flow: string) =>
  useChange(
    ({ comment, ...body }: { comment: string } & Schemas["CommentChange"]) =>
      data(
        client.PUT("/api/v1/flows/{flow}/comments/{comment}", {
          params: { path: { flow, comment } },
          body,
        }),
      ),
    [keys.comments(flow)],
    { quiet: true },
  );

export const useDeleteComment = (flow: string) =>
  useChange(
    (comment: string) =>
      client.DELETE("/api/v1/flows/{flow}/comments/{comment}", { params: { path: { flow, comment } } }),
    [keys.comments(flow)],
  );

export const useResolveComment = (flow: string) =>
  useChange(
    ({ comment, resolved }: { comment: string; resolved: boolean }) => {
      const at = { params: { path: { flow, comment } } };
      return data(
        resolved
          ? client.POST("/api/v1/flows/{flow}/comments/{comment}/resolve", at)
          : client.POST("/api/v1/flows/{flow}/comments/{comment}/reopen", at),
      );
    },
    [keys.comments(flow)],
  );

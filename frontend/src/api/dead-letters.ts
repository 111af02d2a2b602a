import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";

import { useChange } from "@/api/change";
import { client, data } from "@/api/client";
import { keys } from "@/api/keys";
import type { components } from "@/api/schema.gen";
import type { Page, Run } from "@/api/types";

type Schemas = components["schemas"];
export type DeadLetter = Required<Schemas["DeadLetterSummary"]>;
export type DeadLetterKind = DeadLetter["kind"];

export interface DeadLetterFilter {
  flow?: string;
  kind?: DeadLetterKind;
  redriven?: boolean;
}

export function deadLettersQuery(filter: DeadLetterFilter) {
  return infiniteQueryOptions({
    queryKey: keys.deadLetterList(filter),
    queryFn: async ({ pageParam, signal }) =>
      (await data(
        client.GET("/api/v1/dead-letters", {
          params: { query: { ...filter, limit: 100, cursor: pageParam } },
          signal,
        }),
      )) as Page<DeadLetter>,
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.cursor ?? undefined,
  });
}

export function deadLetterQuery(letter: string) {
  return queryOptions({
    queryKey: keys.deadLetter(letter),
    queryFn: async ({ signal }) =>
      await data(client.GET("/api/v1/dead-letters/{letter}", { params: { path: { letter } }, signal })),
  });
}

export const useRedrive = () =>
  useChange(
    async (letter: string) =>
      (await data(
        client.POST("/api/v1/dead-letters/{letter}/redrive", { params: { path: { letter } } }),
      )) as Run,
    [keys.deadLetters, keys.runs],
  );

export const useRedriveMany = () =>
  useChange(
    (ids: string[]) => data(client.POST("/api/v1/dead-letters/redrive", { body: { ids } })),
    [keys.deadLetters, keys.runs],
  );

export const useDeleteLetters = () =>
  useChange(
    (ids: string[]) =>
      Promise.all(
        ids.map((letter) => client.DELETE("/api/v1/dead-letters/{letter}", { params: { path: { letter } } })),
      ),
    [keys.deadLetters],
  );

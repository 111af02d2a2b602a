import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";

import { useChange } from "@/api/change";
import { client, data } from "@/api/client";
import { keys } from "@/api/keys";
import type { components } from "@/api/schema.gen";

type Schemas = components["schemas"];
export type Dataset = Schemas["DatasetView"];
export type DatasetRows = Schemas["Rows"];
export type Import = Schemas["Import"];

export interface RowFilter {
  q?: string;
  /** Conditions such as `price:less:10`. */
  where?: string[];
  /** Columns with commas between, `-` before those that go down. */
  sort?: string;
}

const PAGE = 200;

export const datasetsQuery = queryOptions({
  queryKey: keys.datasets,
  queryFn: async ({ signal }) =>
    (await data(client.GET("/api/v1/datasets", { params: { query: { limit: 1_000 } }, signal }))).items,
});

export function datasetQuery(name: string) {
  return queryOptions({
    queryKey: keys.dataset(name),
    queryFn: async ({ signal }) =>
      await data(client.GET("/api/v1/datasets/{name}/schema", { params: { path: { name } }, signal })),
  });
}

export function rowsQuery(name: string, filter: RowFilter) {
  return infiniteQueryOptions({
    queryKey: keys.datasetRows(name, filter),
    queryFn: async ({ pageParam, signal }) =>
      await data(
        client.GET("/api/v1/datasets/{name}", {
          params: { path: { name }, query: { ...filter, limit: PAGE, offset: pageParam } },
          signal,
        }),
      ),
    initialPageParam: 0,
    getNextPageParam: (last, pages) => {
      const read = pages.reduce((sum, page) => sum + page.rows.length, 0);
      return last.rows.length > 0 && read < last.total ? read : undefined;
    },
    placeholderData: (before) => before,
  });
}

export const useImportRows = () =>
  useChange(
    ({ name, body }: { name: string; body: Import }) =>
      data(client.POST("/api/v1/datasets/{name}/import", { params: { path: { name } }, body })),
    [keys.datasets],
    { quiet: true },
  );

export const useDeleteRows = () =>
  useChange(
    ({ name, number }: { name: string; number: number[] }) =>
      data(client.DELETE("/api/v1/datasets/{name}/rows", { params: { path: { name }, query: { number } } })),
    [keys.datasets],
  );

export const useDeleteDataset = () =>
  useChange(
    (name: string) => client.DELETE("/api/v1/datasets/{name}", { params: { path: { name } } }),
    [keys.datasets],
  );

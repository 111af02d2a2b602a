import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";

import type { CanarySpec } from "@/api/canaries";
import { client, data, ifMatch, once } from "@/api/client";
import { keys } from "@/api/keys";
import type { components } from "@/api/schema.gen";
import type { Flow, FlowDocument, FlowVersion, FlowView, Page } from "@/api/types";

export interface FlowFilter {
  q?: string;
  tag?: string;
  folder?: string;
  deleted?: boolean;
}

export type DocumentDiff = components["schemas"]["DocumentDiff"];
export type PlanNode = components["schemas"]["PlanNode"];

const PAGE = 100;

export function flowsQuery(filter: FlowFilter) {
  return infiniteQueryOptions({
    queryKey: keys.flowList(filter),
    queryFn: async ({ pageParam, signal }) =>
      (await data(
        client.GET("/api/v1/flows", {
          params: { query: { ...filter, limit: PAGE, cursor: pageParam } },
          signal,
        }),
      )) as Page<Flow>,
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.cursor ?? undefined,
  });
}

/** Names of flows by id, for lists of other things; the last changed thousand. */
export const flowNamesQuery = queryOptions({
  queryKey: keys.flowNames,
  queryFn: async ({ signal }) => {
    const page = await data(client.GET("/api/v1/flows", { params: { query: { limit: 1_000 } }, signal }));
    return new Map(page.items.map((flow) => [flow.id, flow.name]));
  },
  staleTime: 60_000,
});

export function flowQuery(id: string) {
  return queryOptions({
    queryKey: keys.flow(id),
    queryFn: async ({ signal }) =>
      (await data(
        client.GET("/api/v1/flows/{flow}", { params: { path: { flow: id } }, signal }),
      )) as FlowView,
  });
}

/** Returns a flow as the host has it now. */
export async function readFlow(id: string): Promise<FlowView> {
  return (await data(client.GET("/api/v1/flows/{flow}", { params: { path: { flow: id } } }))) as FlowView;
}

/** An immutable published version with its document. */
export function flowVersionQuery(id: string, version: number) {
  return queryOptions({
    queryKey: keys.flowVersion(id, version),
    queryFn: async ({ signal }) =>
      (await data(
        client.GET("/api/v1/flows/{flow}", { params: { path: { flow: id }, query: { version } }, signal }),
      )) as FlowView,
    staleTime: Infinity,
  });
}

export function versionsQuery(id: string) {
  return queryOptions({
    queryKey: keys.versions(id),
    queryFn: async ({ signal }) =>
      (await data(client.GET("/api/v1/flows/{flow}/versions", { params: { path: { flow: id } }, signal })))
        .items as FlowVersion[],
  });
}

/** What differs between a version and the draft at a revision. */
export function diffQuery(id: string, version: number | null, rev: number) {
  return queryOptions({
    queryKey: keys.diff(id, version, rev),
    queryFn: async ({ signal }) =>
      await data(
        client.GET("/api/v1/flows/{flow}/diff", {
          params: { path: { flow: id }, query: { before: version } },
          signal,
        }),
      ),
  });
}

/** Replaces the draft unless somebody else has changed it since `rev` (ApiError 409). */
export async function saveFlow(id: string, document: FlowDocument, rev: number): Promise<FlowView> {
  const saved = client.PUT("/api/v1/flows/{flow}", {
    params: { path: { flow: id }, header: ifMatch(rev) },
    body: document,
  });
  return (await data(saved)) as FlowView;
}

export async function validateDocument(document: FlowDocument, signal?: AbortSignal) {
  return await data(client.POST("/api/v1/flows/validate", { body: document, signal }));
}

/** Stores a document, given as an object or as YAML or JSON text, as a new flow. */
export async function createFlow(document: FlowDocument | string, key: string): Promise<FlowView> {
  const text = typeof document === "string" ? document : JSON.stringify(document);
  const created = client.POST("/api/v1/flows", {
    headers: { "content-type": "application/yaml", ...once(key) },
    body: text,
    bodySerializer: (body) => body as string,
  });
  return (await data(created)) as FlowView;
}

async function imported(text: string, dry: boolean, headers: Record<string, string>) {
  const read = client.POST("/api/v1/flows/import", {
    params: { query: { dry } },
    headers: { "content-type": "application/yaml", ...headers },
    body: text,
    bodySerializer: (body) => body as string,
  });
  return await data(read);
}

/** Returns what a document, a recording or a command would become; stores nothing. */
export const readImport = (text: string) => imported(text, true, {});

export type ImportReport = Awaited<ReturnType<typeof readImport>>["report"];

/** Makes the draft the next version, which a part of the runs tries out first if `canary` says so. */
export async function publishFlow(
  id: string,
  message: string,
  rev: number,
  canary: CanarySpec | null = null,
): Promise<FlowVersion> {
  const published = client.POST("/api/v1/flows/{flow}/publish", {
    params: { path: { flow: id }, header: ifMatch(rev) },
    body: { message, canary },
  });
  return (await data(published)) as FlowVersion;
}

export async function rollBack(id: string, version: number, message: string): Promise<FlowVersion> {
  const rolled = client.POST("/api/v1/flows/{flow}/versions/{version}/roll-back", {
    params: { path: { flow: id, version } },
    body: { message },
  });
  return (await data(rolled)) as FlowVersion;
}

export async function tagVersion(id: string, version: number, tags: string[]): Promise<FlowVersion> {
  const tagged = client.PUT("/api/v1/flows/{flow}/versions/{version}/tags", {
    params: { path: { flow: id, version } },
    body: { tags },
  });
  return (await data(tagged)) as FlowVersion;
}

/** Returns a function that makes a change to a flow and reads the lists anew. */
function useFlowChange<Given, Result>(change: (given: Given) => Promise<Result>) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSettled: () => cache.invalidateQueries({ queryKey: keys.flows }),
  });
}

/** Makes a flow of a document, a recording or a command. */
export const useImportFlow = () =>
  useFlowChange(({ text, key }: { text: string; key: string }) => imported(text, false, once(key)));

export const useCreateFlow = () =>
  useFlowChange(({ document, key }: { document: FlowDocument | string; key: string }) =>
    createFlow(document, key),
  );

export const useDuplicateFlow = () =>
  useFlowChange(async ({ id, name }: { id: string; name?: string }) => {
    const copied = client.POST("/api/v1/flows/{flow}/duplicate", {
      params: { path: { flow: id } },
      body: { name },
    });
    return (await data(copied)) as FlowView;
  });

export const useOrganiseFlow = () =>
  useFlowChange(({ id, ...where }: { id: string; folder?: string; tags?: string[] }) =>
    data(client.PATCH("/api/v1/flows/{flow}", { params: { path: { flow: id } }, body: where })),
  );

/** Puts flows in the trash; with `purge` those that are there go for good. */
export const useDeleteFlows = () =>
  useFlowChange(({ ids, purge = false }: { ids: string[]; purge?: boolean }) =>
    Promise.all(
      ids.map((flow) =>
        client.DELETE("/api/v1/flows/{flow}", { params: { path: { flow }, query: { purge } } }),
      ),
    ),
  );

export const useRestoreFlows = () =>
  useFlowChange((ids: string[]) =>
    Promise.all(
      ids.map((flow) => client.POST("/api/v1/flows/{flow}/restore", { params: { path: { flow } } })),
    ),
  );

import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";

import { client, data, once } from "@/api/client";
import { saveFile } from "@/api/files";
import { keys } from "@/api/keys";
import type { components } from "@/api/schema.gen";
import type { Page, Run, Status, StepView } from "@/api/types";

export interface RunFilter {
  flow?: string;
  status?: Status[];
  trigger?: string;
  since?: number;
  until?: number;
  q?: string;
}

export type StartBody = components["schemas"]["StartBody"];
export type ResumeBody = components["schemas"]["ResumeBody"];
export type Comparison = components["schemas"]["Comparison"];
export type StepComparison = components["schemas"]["StepComparison"];
export type RunCost = components["schemas"]["CostView"];
export type AgainBody = Partial<components["schemas"]["AgainBody"]>;

const PAGE = 50;

export function runsQuery(filter: RunFilter) {
  return infiniteQueryOptions({
    queryKey: keys.runList(filter),
    queryFn: async ({ pageParam, signal }) =>
      (await data(
        client.GET("/api/v1/runs", {
          params: { query: { ...filter, limit: PAGE, cursor: pageParam } },
          signal,
        }),
      )) as Page<Run>,
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.cursor ?? undefined,
  });
}

export function runQuery(id: string) {
  return queryOptions({
    queryKey: keys.run(id),
    queryFn: async ({ signal }) =>
      (await data(client.GET("/api/v1/runs/{run}", { params: { path: { run: id } }, signal }))) as Run,
  });
}

export function runDocumentQuery(id: string) {
  return queryOptions({
    queryKey: keys.runDocument(id),
    queryFn: async ({ signal }) =>
      await data(client.GET("/api/v1/runs/{run}/document", { params: { path: { run: id } }, signal })),
    staleTime: Infinity,
  });
}

/** A step's whole output; it never changes once it is recorded. */
export function stepOutputQuery(run: string, node: string, path: string) {
  return queryOptions({
    queryKey: keys.stepOutput(run, node, path),
    queryFn: async ({ signal }) =>
      await data(
        client.GET("/api/v1/runs/{run}/steps/{step}/output", {
          params: { path: { run, step: node }, query: { path } },
          signal,
        }),
      ),
    staleTime: Infinity,
  });
}

/** The steps that a run was given at its start, which none of its events tells of. */
export function seededStepsQuery(run: string) {
  return queryOptions({
    queryKey: keys.seededSteps(run),
    queryFn: async ({ signal }) => {
      const found: StepView[] = [];
      let cursor: string | null | undefined;
      do {
        const page = (await data(
          client.GET("/api/v1/runs/{run}/steps", {
            params: { path: { run }, query: { limit: 1_000, cursor } },
            signal,
          }),
        )) as Page<StepView>;
        found.push(...page.items.filter((step) => step.seeded));
        cursor = page.cursor;
      } while (cursor);
      return found;
    },
    staleTime: Infinity,
  });
}

/** Starts a run; the same key gives the same run. */
export async function startRun(body: StartBody, key: string): Promise<Run> {
  return (await data(client.POST("/api/v1/runs", { params: { header: once(key) }, body }))) as Run;
}

export async function cancelRun(run: string): Promise<Run> {
  return (await data(client.POST("/api/v1/runs/{run}/cancel", { params: { path: { run } } }))) as Run;
}

async function retryRun(run: string, newest: boolean, key: string): Promise<Run> {
  const started = client.POST("/api/v1/runs/{run}/retry", {
    params: { path: { run }, header: once(key) },
    body: { newest },
  });
  return (await data(started)) as Run;
}

async function resumeRun(run: string, body: ResumeBody): Promise<Run> {
  return (await data(client.POST("/api/v1/runs/{run}/resume", { params: { path: { run } }, body }))) as Run;
}

/** What a run has cost so far, node by node. */
export function runCostQuery(run: string) {
  return queryOptions({
    queryKey: [...keys.run(run), "cost"],
    queryFn: async ({ signal }) =>
      await data(client.GET("/api/v1/runs/{run}/cost", { params: { path: { run } }, signal })),
  });
}

/** What differs between two runs, step by step. */
export function comparisonQuery(run: string, other: string) {
  return queryOptions({
    queryKey: [...keys.run(run), "comparison", other],
    queryFn: async ({ signal }) =>
      await data(
        client.GET("/api/v1/runs/{run}/compare/{other}", { params: { path: { run, other } }, signal }),
      ),
  });
}

/** Starts failed runs again; the answer says what became of each. */
async function runAgain(body: AgainBody, key: string) {
  const started = client.POST("/api/v1/runs/again", {
    params: { header: once(key) },
    body: { resume: true, newest: false, limit: 1_000, ...body },
  });
  return (await data(started)).items as { run: string; started: string | null; message: string | null }[];
}

export type ExportKind = "results" | "steps" | "logs";

/** Saves what a run gave, did or said as a file. */
export async function saveExport(run: Run, what: ExportKind, format: string): Promise<void> {
  const name = `${run.flow_name.replace(/[^\p{L}\p{N}]+/gu, "-").toLowerCase()}-${what}.${format}`;
  await saveFile(`/api/v1/runs/${run.id}/export`, name, { what, format });
}

export function artifactUrl(artifact: string): string {
  return `/api/v1/artifacts/${artifact.split("/").map(encodeURIComponent).join("/")}`;
}

function useRunChange<Given, Result>(change: (given: Given) => Promise<Result>, quiet = false) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSettled: () => cache.invalidateQueries({ queryKey: keys.runs }),
    meta: { quiet },
  });
}

export const useStartRun = () =>
  useRunChange(({ body, key }: { body: StartBody; key: string }) => startRun(body, key));

export const useCancelRuns = () => useRunChange((ids: string[]) => Promise.all(ids.map(cancelRun)));

export const useRetryRuns = () =>
  useRunChange(({ ids, newest, key }: { ids: string[]; newest: boolean; key: string }) =>
    Promise.all(ids.map((id) => retryRun(id, newest, `${key}-${id}`))),
  );

export const useResumeRun = () =>
  useRunChange(({ id, body }: { id: string; body: ResumeBody }) => resumeRun(id, body), true);

export const useRunAgain = () =>
  useRunChange(({ body, key }: { body: AgainBody; key: string }) => runAgain(body, key), true);

/** Goes on with runs from what failed or was not reached. */
export const useResumeRuns = () =>
  useRunChange((ids: string[]) =>
    Promise.all(ids.map((id) => resumeRun(id, { from: null, set: {}, newest: false, failed_items: false }))),
  );

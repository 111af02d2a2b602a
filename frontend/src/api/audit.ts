import { infiniteQueryOptions, useMutation } from "@tanstack/react-query";

import { client, data } from "@/api/client";
import { keys } from "@/api/keys";
import type { components } from "@/api/schema.gen";
import type { Page } from "@/api/types";

type Schemas = components["schemas"];
export type AuditEntry = Required<Schemas["flow_builder__domain__audit__Entry"]>;
export type Verification = Schemas["Verification-Output"];

export interface AuditFilter {
  who?: string;
  operation?: string;
  subject?: string;
  since?: number;
  until?: number;
}

export function auditQuery(filter: AuditFilter) {
  return infiniteQueryOptions({
    queryKey: keys.auditList(filter),
    queryFn: async ({ pageParam, signal }) =>
      (await data(
        client.GET("/api/v1/audit", {
          params: { query: { ...filter, limit: 100, cursor: pageParam } },
          signal,
        }),
      )) as Page<AuditEntry>,
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.cursor ?? undefined,
  });
}

export const useVerifyAudit = () =>
  useMutation({ mutationFn: () => data(client.GET("/api/v1/audit/verify")) });

/** Webhooks and forms of flows, as their owner sees them. */
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";

import { useChange } from "@/api/change";
import { client, data } from "@/api/client";
import { keys } from "@/api/keys";
import type { components } from "@/api/schema.gen";
import type { Page, Run } from "@/api/types";

export type WebhookLine = components["schemas"]["WebhookSummary"];
export type Capture = components["schemas"]["CaptureView"];

/** How often the list of captured calls is read while it is looked at. */
const LOOK_AGAIN_MS = 2_000;

/** The webhooks of the workspace, with what came in lately. */
export const webhooksQuery = infiniteQueryOptions({
  queryKey: keys.allWebhooks,
  queryFn: async ({ pageParam, signal }) =>
    (await data(
      client.GET("/api/v1/webhooks", { params: { query: { limit: 50, cursor: pageParam } }, signal }),
    )) as Page<WebhookLine>,
  initialPageParam: undefined as string | undefined,
  getNextPageParam: (last) => last.cursor ?? undefined,
});

/** The addresses of a flow's webhook; 404 until the host has the trigger. */
export function webhookQuery(flow: string, rev: number) {
  return queryOptions({
    queryKey: keys.webhook(flow, rev),
    queryFn: async ({ signal }) =>
      await data(client.GET("/api/v1/flows/{flow}/webhook", { params: { path: { flow } }, signal })),
    retry: false,
  });
}

/** What the test address was sent, newest first. */
export function capturesQuery(flow: string) {
  return queryOptions({
    queryKey: keys.captures(flow),
    queryFn: async ({ signal }) =>
      (
        await data(
          client.GET("/api/v1/flows/{flow}/webhook/captures", { params: { path: { flow } }, signal }),
        )
      ).items,
    refetchInterval: LOOK_AGAIN_MS,
  });
}

/** The address of a flow's form and the page that its draft makes. */
export function formQuery(flow: string, rev: number) {
  return queryOptions({
    queryKey: keys.form(flow, rev),
    queryFn: async ({ signal }) =>
      await data(client.GET("/api/v1/flows/{flow}/form", { params: { path: { flow } }, signal })),
    retry: false,
  });
}

/** Gives an address another secret; the old one leads nowhere from then on. */
export const useRotateAddress = (kind: "webhook" | "form", flow: string) =>
  useChange(async () => {
    const params = { path: { flow } };
    await (kind === "webhook"
      ? client.POST("/api/v1/flows/{flow}/webhook/rotate", { params })
      : client.POST("/api/v1/flows/{flow}/form/rotate", { params }));
  }, [kind === "webhook" ? keys.webhooks(flow) : keys.forms(flow), keys.allWebhooks]);

export const useClearCaptures = (flow: string) =>
  useChange(
    () => client.DELETE("/api/v1/flows/{flow}/webhook/captures", { params: { path: { flow } } }),
    [keys.captures(flow)],
  );

/** Runs the draft on a captured call. */
export async function runCapture(flow: string, capture: string): Promise<Run> {
  const started = client.POST("/api/v1/flows/{flow}/webhook/captures/{capture}/run", {
    params: { path: { flow, capture } },
  });
  return (await data(started)) as Run;
}

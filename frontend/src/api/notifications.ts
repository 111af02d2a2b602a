import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";

import { useChange } from "@/api/change";
import { client, data } from "@/api/client";
import { keys } from "@/api/keys";
import type { components } from "@/api/schema.gen";
import type { Page } from "@/api/types";

type Schemas = components["schemas"];
export type Notification = Required<Schemas["Notification"]>;
export type NotificationKind = Notification["kind"];
export type Channel = Required<Schemas["Channel"]>;
export type ChannelSpec = Schemas["ChannelSpec"];

export interface NotificationFilter {
  unread?: boolean;
  kind?: NotificationKind;
}

export function notificationsQuery(filter: NotificationFilter) {
  return infiniteQueryOptions({
    queryKey: keys.notificationList(filter),
    queryFn: async ({ pageParam, signal }) =>
      (await data(
        client.GET("/api/v1/notifications", {
          params: { query: { ...filter, limit: 50, cursor: pageParam } },
          signal,
        }),
      )) as Page<Notification>,
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.cursor ?? undefined,
  });
}

export const unreadQuery = queryOptions({
  queryKey: keys.unread,
  queryFn: async ({ signal }) => await data(client.GET("/api/v1/notifications/unread", { signal })),
});

export const channelsQuery = queryOptions({
  queryKey: keys.channels,
  queryFn: async ({ signal }) =>
    (await data(client.GET("/api/v1/notifications/channels", { signal }))).items as Channel[],
});

export const useMarkRead = () =>
  useChange(
    ({ id, read }: { id: string; read: boolean }) =>
      data(
        client.POST("/api/v1/notifications/{notification}/read", {
          params: { path: { notification: id } },
          body: { read },
        }),
      ),
    [keys.notifications],
  );

/** Marks all of them, or some, as read. */
export const useMarkAllRead = () =>
  useChange(
    (ids: string[] | null) => data(client.POST("/api/v1/notifications/read", { body: { ids } })),
    [keys.notifications],
  );

export const useDeleteNotification = () =>
  useChange(
    (id: string) =>
      client.DELETE("/api/v1/notifications/{notification}", { params: { path: { notification: id } } }),
    [keys.notifications],
  );

export const useSaveChannel = () =>
  useChange(
    ({ id, spec }: { id?: string; spec: ChannelSpec }) =>
      data(
        id
          ? client.PUT("/api/v1/notifications/channels/{channel}", {
              params: { path: { channel: id } },
              body: spec,
            })
          : client.POST("/api/v1/notifications/channels", { body: spec }),
      ),
    [keys.channels],
    { quiet: true },
  );

export const useDeleteChannel = () =>
  useChange(
    (channel: string) =>
      client.DELETE("/api/v1/notifications/channels/{channel}", { params: { path: { channel } } }),
    [keys.channels],
  );

export const useTestChannel = () =>
  useChange(
    (channel: string) =>
      data(client.POST("/api/v1/notifications/channels/{channel}/test", { params: { path: { channel } } })),
    [keys.channels],
  );

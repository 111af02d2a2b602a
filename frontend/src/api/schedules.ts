import { queryOptions } from "@tanstack/react-query";

import { useChange } from "@/api/change";
import { client, data } from "@/api/client";
import { keys } from "@/api/keys";
import type { components } from "@/api/schema.gen";

type Schemas = components["schemas"];
export type Schedule = Required<Schemas["ScheduleView"]>;
export type ScheduleSpec = Schemas["ScheduleSpec"];
export type Timing = ScheduleSpec["timing"];

export function schedulesQuery(flow?: string) {
  return queryOptions({
    queryKey: keys.scheduleList({ flow }),
    queryFn: async ({ signal }) =>
      (await data(client.GET("/api/v1/schedules", { params: { query: { flow, limit: 1_000 } }, signal })))
        .items as Schedule[],
  });
}

/** The next times of a schedule that is not stored yet; refused (422) when it is not well-formed. */
export function nextTimesQuery(spec: ScheduleSpec, count = 5) {
  return queryOptions({
    queryKey: keys.nextTimes(spec, count),
    queryFn: async ({ signal }) =>
      (
        await data(
          client.POST("/api/v1/schedules/preview", { params: { query: { count } }, body: spec, signal }),
        )
      ).next_times,
    staleTime: 60_000,
    retry: false,
  });
}

export const useSaveSchedule = () =>
  useChange(
    async ({ id, flow, name, spec }: { id?: string; flow: string; name: string; spec: ScheduleSpec }) =>
      (await data(
        id
          ? client.PUT("/api/v1/schedules/{schedule}", {
              params: { path: { schedule: id } },
              body: { name, spec },
            })
          : client.POST("/api/v1/schedules", { body: { flow, name, spec } }),
      )) as Schedule,
    [keys.schedules],
    { quiet: true },
  );

export const usePauseSchedule = () =>
  useChange(
    ({ id, paused }: { id: string; paused: boolean }) =>
      data(
        paused
          ? client.POST("/api/v1/schedules/{schedule}/pause", { params: { path: { schedule: id } } })
          : client.POST("/api/v1/schedules/{schedule}/go-on", { params: { path: { schedule: id } } }),
      ),
    [keys.schedules],
  );

export const useDeleteSchedule = () =>
  useChange(
    (id: string) => client.DELETE("/api/v1/schedules/{schedule}", { params: { path: { schedule: id } } }),
    [keys.schedules],
  );

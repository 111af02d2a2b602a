import { useQuery } from "@tanstack/react-query";
import { CircleAlert, Pause, Play } from "lucide-react";

import { type Schedule, type ScheduleSpec, schedulesQuery, usePauseSchedule } from "@/api/schedules";
import type { JsonSchema } from "@/api/types";
import { Button } from "@/components/ui/button";
import type { TriggerProps } from "@/editor/inspector/triggers/table";
import { useEditor } from "@/editor/store";
import { ago, dateTime, elsewhere } from "@/lib/format";
import { t, tn } from "@/lib/i18n";
import { ScheduleFields } from "@/schema-form/schedule/schedule-fields";
import { SchemaForm } from "@/schema-form/schema-form";

/** When the flow is started, and how its schedule is doing. */
export function ScheduleSettings({ node, setConfig, problem }: TriggerProps) {
  const flow = useEditor((state) => state.flow);
  const version = useEditor((state) => state.version);
  const schema = useEditor((state) => state.document.input_schema) as JsonSchema | undefined;
  const schedules = useQuery(schedulesQuery(flow)).data;
  const armed = schedules?.find((each) => each.node === node.id);
  const config = (node.config ?? {}) as Partial<ScheduleSpec>;
  const asks = Object.keys(schema?.properties ?? {}).length > 0;
  return (
    <div className="space-y-4">
      {armed ? (
        <Armed schedule={armed} />
      ) : (
        schedules && (
          <p className="rounded-lg border bg-ground/60 px-3 py-2 text-xs text-ink-soft">
            {version === null
              ? t("It is armed as soon as the flow is published.")
              : t("It is armed with the next version: publish the draft.")}
          </p>
        )
      )}
      {problem && config.timing && (
        <p role="alert" className="text-xs text-bad">
          {problem}
        </p>
      )}
      <ScheduleFields spec={config} onChange={(spec) => setConfig({ ...spec })} />
      {asks && schema && (
        <section>
          <h4 className="mb-2 text-xs font-semibold">{t("Started with")}</h4>
          <SchemaForm
            schema={schema}
            value={config.input ?? {}}
            onChange={(input) => setConfig({ ...config, input })}
          />
        </section>
      )}
    </div>
  );
}

/** How the published schedule is doing; pausing it needs no new version. */
function Armed({ schedule }: { schedule: Schedule }) {
  const pause = usePauseSchedule();
  const stopped = schedule.paused || schedule.disabled !== null;
  const toggle = () => pause.mutate({ id: schedule.id, paused: !stopped });
  return (
    <section
      aria-label={t("The published schedule")}
      className="flex items-start gap-3 rounded-lg border bg-ground/60 px-3 py-2 text-xs"
    >
      <div className="min-w-0 flex-1 space-y-0.5">
        <p className="flex items-center gap-1.5 font-medium">
          <span
            className={stopped ? "size-2 rounded-full bg-wait" : "size-2 rounded-full bg-ok"}
            aria-hidden
          />
          {schedule.disabled !== null
            ? t("Disabled")
            : schedule.paused
              ? t("Paused")
              : schedule.next_at === null
                ? t("Over")
                : t("Armed")}
        </p>
        {!stopped && schedule.next_at !== null && (
          <p className="text-ink-soft">
            {[
              t("Next {time}", { time: dateTime(schedule.next_at) }),
              elsewhere(schedule.next_at, schedule.timezone),
            ]
              .filter(Boolean)
              .join(" · ")}
          </p>
        )}
        {schedule.disabled && <p className="text-bad">{schedule.disabled}</p>}
        {schedule.error && (
          <p className="flex gap-1 text-bad">
            <CircleAlert className="mt-0.5 size-3 shrink-0" />
            {String(schedule.error.message)}
          </p>
        )}
        <p className="text-ink-faint">
          {[
            schedule.last_at !== null && t("last {time}", { time: ago(schedule.last_at) }),
            schedule.skipped > 0 && tn(schedule.skipped, "left out {n} time", "left out {n} times"),
            schedule.failures > 0 && tn(schedule.failures, "{n} failure in a row", "{n} failures in a row"),
          ]
            .filter(Boolean)
            .join(" · ")}
        </p>
      </div>
      <Button size="sm" disabled={pause.isPending} onClick={toggle}>
        {stopped ? <Play /> : <Pause />}
        {stopped ? t("Go on") : t("Pause")}
      </Button>
    </section>
  );
}

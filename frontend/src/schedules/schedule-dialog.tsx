import { useQuery } from "@tanstack/react-query";
import { useState } from "react";

import { flowNamesQuery } from "@/api/flows";
import { type Schedule, type ScheduleSpec, useSaveSchedule } from "@/api/schedules";
import { ActionButton } from "@/components/action-button";
import { ProblemNote } from "@/components/problem-note";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { toast } from "@/components/ui/toast";
import { t } from "@/lib/i18n";
import { ScheduleFields } from "@/schema-form/schedule/schedule-fields";
import { ownZone } from "@/schema-form/schedule/zones";

interface Props {
  /** What is changed; without it a new one is made. */
  schedule: Schedule | null;
  flow?: string;
  close: () => void;
}

/** When a flow starts by itself. */
export function ScheduleDialog({ schedule, flow: given = "", close }: Props) {
  const names = useQuery(flowNamesQuery).data;
  const save = useSaveSchedule();
  const [flow, setFlow] = useState(schedule?.flow ?? given);
  const [name, setName] = useState(schedule?.name ?? "");
  const [spec, setSpec] = useState<Partial<ScheduleSpec>>(() => (schedule ? specOf(schedule) : begin()));
  const send = async () => {
    if (!spec.timing) return;
    await save.mutateAsync({ id: schedule?.id, flow, name, spec: { ...spec, timing: spec.timing } });
    toast.ok(schedule ? t("The schedule is changed") : t("The flow is scheduled"));
    close();
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => open || close()}
      title={schedule ? t("Change the schedule") : t("New schedule")}
      footer={
        <>
          <Button onClick={close}>{t("Cancel")}</Button>
          <ActionButton
            operation={schedule ? "schedules_change" : "schedules_create"}
            look="primary"
            disabled={flow === "" || !spec.timing || save.isPending}
            onClick={() => void send().catch(() => undefined)}
          >
            {t("Save")}
          </ActionButton>
        </>
      }
    >
      <div className="space-y-4">
        {schedule?.node ? (
          <p className="rounded-lg bg-busy-soft px-3 py-2 text-sm text-busy">
            {t(
              "This schedule is part of the flow's drawing; the next published version brings its own back.",
            )}
          </p>
        ) : null}
        <div className="grid gap-3 sm:grid-cols-2">
          <Field label={t("Flow")} required>
            {({ id }) => (
              <Select
                id={id}
                className="w-full"
                disabled={schedule !== null}
                value={flow}
                onChange={setFlow}
                options={[
                  { value: "", label: t("Choose a flow") },
                  ...[...(names ?? [])].map(([value, label]) => ({ value, label })),
                ]}
              />
            )}
          </Field>
          <Field label={t("Name")}>
            {(about) => (
              <Input
                {...about}
                value={name}
                placeholder={names?.get(flow) ?? ""}
                onChange={(event) => setName(event.target.value)}
              />
            )}
          </Field>
        </div>
        <ScheduleFields spec={spec} onChange={setSpec} />
        <ProblemNote error={save.error} />
      </div>
    </Dialog>
  );
}

function begin(): Partial<ScheduleSpec> {
  return { timing: { kind: "cron", expression: "0 9 * * *" }, timezone: ownZone() };
}

function specOf(schedule: Schedule): ScheduleSpec {
  const { timing, timezone, starts_at, ends_at, overlap, missed, disable_after, input } = schedule;
  return { timing, timezone, starts_at, ends_at, overlap, missed, disable_after, input };
}

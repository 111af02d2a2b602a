import { useState } from "react";

import type { ScheduleSpec, Timing } from "@/api/schedules";
import { Button } from "@/components/ui/button";
import { Segments } from "@/components/ui/choice";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { msg, t } from "@/lib/i18n";
import { planOf } from "@/schema-form/schedule/days";
import { describeTiming } from "@/schema-form/schedule/describe";
import { NextTimes } from "@/schema-form/schedule/next-times";
import { CronField, DaysFields, EveryFields } from "@/schema-form/schedule/timing-fields";
import { TimezoneInput } from "@/schema-form/schedule/timezone-input";
import { timingOfWords } from "@/schema-form/schedule/words";
import { instantOf, localOf, ownZone } from "@/schema-form/schedule/zones";

const MORNING: Timing = { kind: "cron", expression: "0 9 * * *" };
const TOMORROW_MS = 86_400_000;

type Mode = "days" | "every" | "once" | "cron";

interface Props {
  /** What is set so far; what is missing has its default. */
  spec: Partial<ScheduleSpec>;
  onChange: (spec: Partial<ScheduleSpec>) => void;
}

const BEGINNINGS = [
  msg("Every working day at 09:00"),
  msg("Every hour"),
  msg("Every day at 06:00"),
  msg("On Monday at 08:00"),
];

/** When something is started: in words, by days, every so often, once or by cron, with its next times. */
export function ScheduleFields({ spec, onChange }: Props) {
  const zone = spec.timezone ?? "UTC";
  if (!spec.timing)
    return <Beginning choose={(timing) => onChange({ timezone: ownZone(), ...spec, timing })} />;
  const set = (change: Partial<ScheduleSpec>) => onChange({ ...spec, ...change });
  return (
    <div className="space-y-4">
      <TimingFields timing={spec.timing} zone={zone} onChange={(timing) => set({ timing })} />
      <Field label={t("Timezone")} hint={t("Its clock changes are followed.")}>
        {({ id }) => <TimezoneInput id={id} value={zone} onChange={(timezone) => set({ timezone })} />}
      </Field>
      <NextTimes spec={{ ...spec, timing: spec.timing }} />
      <div className="grid grid-cols-2 gap-2">
        <Moment
          label={t("Not before")}
          zone={zone}
          at={spec.starts_at}
          onChange={(starts_at) => set({ starts_at })}
        />
        <Moment
          label={t("Not after")}
          zone={zone}
          at={spec.ends_at}
          onChange={(ends_at) => set({ ends_at })}
        />
      </div>
      <Field label={t("While an earlier run goes on")}>
        {({ id }) => (
          <Select
            id={id}
            className="w-full"
            value={spec.overlap ?? "skip"}
            onChange={(overlap) => set({ overlap })}
            options={[
              { value: "skip", label: t("Leave this one out") },
              { value: "queue", label: t("Start when it has ended") },
              { value: "parallel", label: t("Start beside it") },
            ]}
          />
        )}
      </Field>
      <Field label={t("Missed while the host was down")}>
        {({ id }) => (
          <Select
            id={id}
            className="w-full"
            value={spec.missed ?? "run_once"}
            onChange={(missed) => set({ missed })}
            options={[
              { value: "run_once", label: t("Make up for with one run") },
              { value: "skip", label: t("Leave out") },
            ]}
          />
        )}
      </Field>
      <Field label={t("Disable after so many failures in a row")} hint={t("0 never disables.")}>
        {(about) => (
          <Input
            {...about}
            type="number"
            min={0}
            max={1_000}
            className="w-24 numeric"
            value={spec.disable_after ?? 10}
            onChange={(event) => {
              const disable_after = event.target.valueAsNumber;
              if (disable_after >= 0) set({ disable_after });
            }}
          />
        )}
      </Field>
    </div>
  );
}

/** Nothing is set yet: words, or one of the usual times. */
function Beginning({ choose }: { choose: (timing: Timing) => void }) {
  return (
    <div className="space-y-2">
      <Words timing={null} onChange={choose} />
      <div className="flex flex-wrap gap-1.5">
        {BEGINNINGS.map((words) => (
          <Button key={words} size="sm" onClick={() => choose(timingOfWords(t(words)) ?? MORNING)}>
            {t(words)}
          </Button>
        ))}
      </div>
    </div>
  );
}

function modeOf(timing: Timing): Mode {
  if (timing.kind !== "cron") return timing.kind;
  return planOf(timing.expression) ? "days" : "cron";
}

interface TimingProps {
  timing: Timing;
  zone: string;
  onChange: (timing: Timing) => void;
}

function TimingFields({ timing, zone, onChange }: TimingProps) {
  const [asCron, setAsCron] = useState(false);
  const mode = asCron && timing.kind === "cron" ? "cron" : modeOf(timing);
  const plan = timing.kind === "cron" ? planOf(timing.expression) : null;
  const choose = (next: Mode) => {
    setAsCron(next === "cron");
    if (next === mode) return;
    if (next === "every") onChange({ kind: "every", n: 1, unit: "hours" });
    else if (next === "once") onChange({ kind: "once", at: localOf(Date.now() + TOMORROW_MS, zone) });
    else if (timing.kind !== "cron" || (next === "days" && !plan)) onChange(MORNING);
  };
  return (
    <div className="space-y-3">
      <Words timing={timing} onChange={onChange} />
      <Segments
        label={t("Kind of schedule")}
        className="flex w-full [&>*]:flex-1"
        value={mode}
        onChange={choose}
        options={[
          { value: "days", label: t("Days") },
          { value: "every", label: t("Interval") },
          { value: "once", label: t("Once") },
          { value: "cron", label: t("Cron") },
        ]}
      />
      {mode === "days" && plan && (
        <DaysFields plan={plan} onChange={(expression) => onChange({ kind: "cron", expression })} />
      )}
      {mode === "cron" && timing.kind === "cron" && (
        <CronField
          expression={timing.expression}
          onChange={(expression) => onChange({ kind: "cron", expression })}
        />
      )}
      {timing.kind === "every" && <EveryFields timing={timing} onChange={onChange} />}
      {timing.kind === "once" && (
        <Input
          type="datetime-local"
          aria-label={t("At")}
          className="w-auto numeric"
          value={timing.at.slice(0, 16)}
          onChange={(event) => event.target.value && onChange({ kind: "once", at: event.target.value })}
        />
      )}
    </div>
  );
}

/** Says the schedule in words, and takes other words for another schedule. */
function Words({ timing, onChange }: { timing: Timing | null; onChange: (timing: Timing) => void }) {
  const [text, setText] = useState<string | null>(null);
  const take = () => {
    const meant = text === null ? null : timingOfWords(text);
    if (meant && !timing) onChange(meant);
    setText(null);
  };
  const understood = text === null || text.trim() === "" || timingOfWords(text) !== null;
  return (
    <Field
      label={t("When")}
      hint={timing?.kind === "cron" ? <code className="font-mono">{timing.expression}</code> : undefined}
      error={
        understood ? null : t("Try “every working day at 7:30”, “every 15 minutes” or “on the 1st at noon”.")
      }
    >
      {(about) => (
        <Input
          {...about}
          value={text ?? (timing ? describeTiming(timing) : "")}
          placeholder={t("every working day at 7:30")}
          onFocus={(event) => event.target.select()}
          onChange={(event) => {
            setText(event.target.value);
            const meant = timingOfWords(event.target.value);
            if (meant && timing) onChange(meant);
          }}
          onBlur={take}
          onKeyDown={(event) => event.key === "Enter" && take()}
        />
      )}
    </Field>
  );
}

interface MomentProps {
  label: string;
  zone: string;
  at: number | null | undefined;
  onChange: (at: number | undefined) => void;
}

/** A moment as the schedule's clocks show it; empty for none. */
function Moment({ label, zone, at, onChange }: MomentProps) {
  return (
    <Field label={label}>
      {(about) => (
        <Input
          {...about}
          type="datetime-local"
          className="text-xs numeric"
          value={at == null ? "" : localOf(at, zone)}
          onChange={(event) => onChange(event.target.value ? instantOf(event.target.value, zone) : undefined)}
        />
      )}
    </Field>
  );
}

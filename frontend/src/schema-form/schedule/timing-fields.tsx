import { Plus, X } from "lucide-react";

import type { Timing } from "@/api/schedules";
import { Segments } from "@/components/ui/choice";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { IconButton } from "@/components/ui/icon-button";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { cn } from "@/lib/cn";
import { language, t } from "@/lib/i18n";
import { cronOfPlan, type DayPlan, planOf } from "@/schema-form/schedule/days";

const WEEK = [1, 2, 3, 4, 5, 6, 0];
/** 2 August 2026 is a Sunday. */
const dayName = (day: number, weekday: "short" | "long") =>
  new Date(2026, 7, 2 + day).toLocaleDateString(language(), { weekday });

interface DaysProps {
  plan: DayPlan;
  onChange: (expression: string) => void;
}

/** Days of the week or of the month, and times of day. */
export function DaysFields({ plan, onChange }: DaysProps) {
  const set = (change: Partial<DayPlan>) => onChange(cronOfPlan({ ...plan, ...change }));
  const monthly = plan.dates.length > 0;
  const toggle = (days: readonly number[], day: number) =>
    days.includes(day) ? days.filter((each) => each !== day) : [...days, day];
  return (
    <div className="space-y-3">
      <Segments
        label={t("Which days")}
        className="flex w-full [&>*]:flex-1"
        value={monthly ? "month" : "week"}
        onChange={(next) => set(next === "month" ? { weekdays: [], dates: [1] } : { dates: [] })}
        options={[
          { value: "week", label: t("Days of the week") },
          { value: "month", label: t("Days of the month") },
        ]}
      />
      {monthly ? (
        <div role="group" aria-label={t("Days of the month")} className="grid grid-cols-8 gap-1">
          {[...Array.from({ length: 31 }, (_, index) => index + 1), 0].map((day) => (
            <Day
              key={day}
              on={plan.dates.includes(day)}
              label={day === 0 ? t("Last day") : String(day)}
              onClick={() => {
                // The last day stands alone in a line of cron.
                const next = day === 0 ? [0] : toggle(plan.dates, day).filter((each) => each !== 0);
                set({ dates: next.length ? next : plan.dates });
              }}
            >
              {day === 0 ? t("last") : day}
            </Day>
          ))}
        </div>
      ) : (
        <div role="group" aria-label={t("Days of the week")} className="grid grid-cols-7 gap-1">
          {WEEK.map((day) => (
            <Day
              key={day}
              on={plan.weekdays.length === 0 || plan.weekdays.includes(day)}
              label={dayName(day, "long")}
              onClick={() => {
                const now = plan.weekdays.length === 0 ? WEEK : plan.weekdays;
                const next = toggle(now, day);
                set({ weekdays: next.length === 7 || next.length === 0 ? [] : next });
              }}
            >
              {dayName(day, "short")}
            </Day>
          ))}
        </div>
      )}
      <Times times={plan.times} onChange={(times) => set({ times })} />
    </div>
  );
}

function Day({
  on,
  label,
  onClick,
  children,
}: {
  on: boolean;
  label: string;
  onClick: () => void;
  children: React.ReactNode;
}) {
  return (
    <button
      type="button"
      aria-pressed={on}
      title={label}
      onClick={onClick}
      className={cn(
        "h-7 rounded-md border text-2xs font-medium text-ink-soft numeric hover:border-line-strong",
        on && "border-accent/40 bg-accent-soft text-accent",
      )}
    >
      {children}
    </button>
  );
}

function Times({
  times,
  onChange,
}: {
  times: readonly string[];
  onChange: (times: readonly string[]) => void;
}) {
  const set = (index: number, time: string) =>
    time && onChange(times.with(index, time).map((each) => each.slice(0, 3) + time.slice(3, 5)));
  const last = Number(times.at(-1)?.slice(0, 2) ?? 8);
  return (
    <div className="flex flex-wrap items-center gap-1.5 text-xs text-ink-soft">
      {t("at")}
      {times.map((time, index) => (
        <span key={index} className="flex items-center">
          <Input
            type="time"
            aria-label={t("Time of day")}
            className="w-auto numeric"
            value={time}
            onChange={(event) => set(index, event.target.value)}
          />
          {times.length > 1 && (
            <IconButton
              label={t("Remove {name}", { name: time })}
              size="icon-sm"
              onClick={() => onChange(times.toSpliced(index, 1))}
            >
              <X />
            </IconButton>
          )}
        </span>
      ))}
      {last < 23 && (
        <Button
          size="sm"
          look="quiet"
          title={t("All times of a schedule have the same minutes.")}
          onClick={() =>
            onChange([...times, `${String(last + 1).padStart(2, "0")}:${times[0]?.slice(3) ?? "00"}`])
          }
        >
          <Plus />
          {t("Another time")}
        </Button>
      )}
    </div>
  );
}

type Every = Extract<Timing, { kind: "every" }>;

/** Every so often, counted from the start. */
export function EveryFields({ timing, onChange }: { timing: Every; onChange: (timing: Every) => void }) {
  const units: { value: Every["unit"]; label: string }[] = [
    { value: "minutes", label: t("minutes") },
    { value: "hours", label: t("hours") },
    { value: "days", label: t("days") },
    { value: "weeks", label: t("weeks") },
  ];
  return (
    <div className="flex items-center gap-2 text-xs text-ink-soft">
      {t("every")}
      <Input
        type="number"
        aria-label={t("How many")}
        min={1}
        max={10_000}
        className="w-20 numeric"
        value={timing.n}
        onChange={(event) => {
          const n = Math.floor(event.target.valueAsNumber);
          if (n >= 1) onChange({ ...timing, n });
        }}
      />
      <Select
        label={t("Unit")}
        className="w-32"
        value={timing.unit}
        onChange={(unit) => onChange({ ...timing, unit })}
        options={units}
      />
    </div>
  );
}

/** A line of cron, as those who know it write it. */
export function CronField({
  expression,
  onChange,
}: {
  expression: string;
  onChange: (text: string) => void;
}) {
  const good = planOf(expression) !== null || expression.trim().split(/\s+/).length === 5;
  return (
    <Field
      label={t("Cron expression")}
      hint={t("Minute, hour, day of month, month, day of week.")}
      error={good ? null : t("It takes five fields: minute, hour, day of month, month, day of week.")}
    >
      {(about) => (
        <Input
          {...about}
          className="font-mono"
          spellCheck={false}
          value={expression}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}

/** Schedules in plain words: `30 7 * * MON-FRI` is `On working days at 07:30`. */
import type { Timing } from "@/api/schedules";
import { language, t } from "@/lib/i18n";

const DAY_NAMES = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];
const MONTH_NAMES = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
const MOST_TIMES = 6;

interface Field {
  /** Null stands for all. */
  values: readonly number[] | null;
  /** The n of every n. */
  step: number | null;
}

interface Said {
  text: string;
  /** A time of day, which stands behind its days; how often stands before them. */
  moment: boolean;
}

/** Returns when a schedule comes due, in words. */
export function describeTiming(timing: Timing): string {
  if (timing.kind === "cron") return describeCron(timing.expression);
  if (timing.kind === "once") return describeOnce(timing.at);
  return upper(often(timing.n, timing.unit.slice(0, -1) as Unit));
}

/** Returns a cron expression in words; one that words are too poor for stays as it is. */
export function describeCron(expression: string): string {
  const parts = expression.trim().split(/\s+/);
  const [minute, hour, day, month, weekday] = [
    field(parts[0], 0, 59),
    field(parts[1], 0, 23),
    field(parts[2], 1, 31),
    field(parts[3], 1, 12, MONTH_NAMES),
    field(parts[4], 0, 7, DAY_NAMES),
  ];
  if (parts.length !== 5 || !minute || !hour || !month || !weekday) return expression;
  const days = daysText(day, parts[2] ?? "", weekday);
  const time = timeText(minute, hour);
  if (days === null || time === null) return expression;
  const months = month.values ? t("in {months}", { months: listed(month.values.map(monthName)) }) : "";
  const both = time.moment ? [days || t("every day"), time.text] : [time.text, days];
  return upper([...both, months].filter(Boolean).join(" "));
}

function describeOnce(at: string): string {
  const date = new Date(`${at.slice(0, 10)}T00:00`);
  return t("Once, {date} at {time}", {
    date: date.toLocaleDateString(language(), { dateStyle: "medium" }),
    time: at.slice(11),
  });
}

function field(
  text: string | undefined,
  least: number,
  most: number,
  names: readonly string[] = [],
): Field | null {
  if (text === undefined) return null;
  if (text === "*") return { values: null, step: null };
  const every = /^\*\/(\d+)$/.exec(text);
  if (every) return { values: null, step: Number(every[1]) };
  const number = (word: string) => {
    const named = names.indexOf(word.toUpperCase());
    return named >= 0 ? named + least : /^\d+$/.test(word) ? Number(word) : Number.NaN;
  };
  const values: number[] = [];
  for (const part of text.split(",")) {
    const [from, to = from, ...rest] = part.split("-");
    const [first, last] = [number(from ?? ""), number(to ?? "")];
    if (rest.length || !(first >= least && last <= most && first <= last)) return null;
    for (let each = first; each <= last; each += 1) values.push(most === 7 ? each % 7 : each);
  }
  return { values: [...new Set(values)].toSorted((a, b) => a - b), step: null };
}

type Unit = "minute" | "hour" | "day" | "week";

function often(n: number, unit: Unit): string {
  const one: Record<Unit, string> = {
    minute: t("every minute"),
    hour: t("every hour"),
    day: t("every day"),
    week: t("every week"),
  };
  const many: Record<Unit, string> = {
    minute: t("every {n} minutes", { n }),
    hour: t("every {n} hours", { n }),
    day: t("every {n} days", { n }),
    week: t("every {n} weeks", { n }),
  };
  return n === 1 ? one[unit] : many[unit];
}

function timeText(minute: Field, hour: Field): Said | null {
  const hours = hour.values ?? [];
  const ends = run(hours);
  if (minute.values === null) {
    if (hour.step !== null || (hour.values !== null && !ends)) return null;
    const text = often(minute.step ?? 1, "minute");
    return { text: ends ? within(text, clock(ends[0], 0), clock(ends[1], 59)) : text, moment: false };
  }
  const minutes = minute.values;
  const [first = 0] = minutes;
  if (hour.values !== null) {
    if (minutes.length === 1 && first === 0 && ends && hours.length > 2)
      return { text: within(often(1, "hour"), clock(ends[0], 0), clock(ends[1], 0)), moment: false };
    const times = hours.flatMap((each) => minutes.map((past) => clock(each, past)));
    return times.length <= MOST_TIMES
      ? { text: t("at {times}", { times: listed(times) }), moment: true }
      : null;
  }
  if (minutes.length > 1) return null;
  const text = often(hour.step ?? 1, "hour");
  return { text: first === 0 ? text : t("{often} at minute {n}", { often: text, n: first }), moment: false };
}

const within = (often: string, from: string, to: string) =>
  t("{often} from {from} to {to}", { often, from, to });

/** Returns on which days, empty for all of them, null where words are too poor. */
function daysText(day: Field | null, dayText: string, weekday: Field): string | null {
  const dates =
    dayText === "L"
      ? t("on the last day of the month")
      : day?.values
        ? t("on day {days} of the month", { days: listed(day.values.map(String)) })
        : "";
  if (weekday.step !== null || (day !== null && day.step !== null) || (day === null && dates === ""))
    return null;
  const days = weekday.values === null ? "" : weekdaysText(weekday.values);
  return dates && days ? t("{these} and {those}", { these: dates, those: days }) : dates || days;
}

function weekdaysText(days: readonly number[]): string {
  if (days.join() === "1,2,3,4,5") return t("on working days");
  if (days.join() === "0,6") return t("at weekends");
  const mondayFirst = days.toSorted((a, b) => ((a + 6) % 7) - ((b + 6) % 7));
  return t("on {days}", { days: listed(mondayFirst.map(dayName)) });
}

/** Returns the ends of numbers without a gap, else null. */
function run(values: readonly number[]): [number, number] | null {
  const [first, last] = [values[0], values.at(-1)];
  return first !== undefined && last !== undefined && last - first === values.length - 1
    ? [first, last]
    : null;
}

/** 2 August 2026 is a Sunday. */
const dayName = (day: number) =>
  new Date(2026, 7, 2 + day).toLocaleDateString(language(), { weekday: "long" });
const monthName = (month: number) =>
  new Date(2026, month - 1, 1).toLocaleDateString(language(), { month: "long" });
/** Without the comma that American English has before the last "and". */
const listed = (parts: readonly string[]) =>
  new Intl.ListFormat(language() === "en" ? "en-GB" : language()).format(parts);
const two = (value: number) => String(value).padStart(2, "0");
const clock = (hour: number, minute: number) => `${two(hour)}:${two(minute)}`;
const upper = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

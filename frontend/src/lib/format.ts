/** Times, durations and sizes as people read them. Times are milliseconds since the epoch. */
import { formatNumber, language, t } from "@/lib/i18n";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Returns a duration: `820 ms`, `4.2 s`, `3 min 10 s`, `2 h 5 min`. */
export function duration(ms: number): string {
  if (ms < SECOND) return `${Math.round(ms)} ms`;
  if (ms < 10 * SECOND) return `${tenths(ms / SECOND)} s`;
  if (ms < MINUTE) return `${Math.floor(ms / SECOND)} s`;
  if (ms < HOUR) return joined(ms, MINUTE, "min", SECOND, "s");
  return joined(ms, HOUR, "h", MINUTE, "min");
}

/** Returns a number with one digit behind its point. */
export function tenths(value: number): string {
  return value.toLocaleString(language(), { minimumFractionDigits: 1, maximumFractionDigits: 1 });
}

function joined(ms: number, large: number, largeUnit: string, small: number, smallUnit: string): string {
  const rest = Math.floor((ms % large) / small);
  return `${Math.floor(ms / large)} ${largeUnit}${rest ? ` ${rest} ${smallUnit}` : ""}`;
}

/** Returns how long ago something was: `just now`, `5 min ago`, `yesterday`, or its date. */
export function ago(at: number, now = Date.now()): string {
  const passed = now - at;
  if (Math.abs(passed) < 45 * SECOND) return t("just now");
  const relative = new Intl.RelativeTimeFormat(language(), { numeric: "auto", style: "short" });
  const sign = passed < 0 ? 1 : -1;
  const size = Math.abs(passed);
  if (size < HOUR) return relative.format(sign * Math.round(size / MINUTE), "minute");
  if (size < DAY) return relative.format(sign * Math.round(size / HOUR), "hour");
  if (size < 7 * DAY) return relative.format(sign * Math.round(size / DAY), "day");
  return new Date(at).toLocaleDateString(language(), { dateStyle: "medium" });
}

/** Returns when something will be: `in 5 min`, `in 3 hr.`, `tomorrow`, or its date and time. */
export function until(at: number, now = Date.now()): string {
  if (at - now < DAY) return ago(at, now);
  return new Date(at).toLocaleString(language(), {
    weekday: "short",
    day: "numeric",
    month: "short",
    hour: "2-digit",
    minute: "2-digit",
  });
}

/** Returns a date with time to the second, in the viewer's timezone. */
export function dateTime(at: number): string {
  return new Date(at).toLocaleString(language(), { dateStyle: "medium", timeStyle: "medium" });
}

/** Returns the day and the time of `dateTime`, to stand one below the other. */
export function dayAndTime(at: number): [string, string] {
  const date = new Date(at);
  return [
    date.toLocaleDateString(language(), { dateStyle: "medium" }),
    date.toLocaleTimeString(language(), { timeStyle: "medium" }),
  ];
}

/** Returns a day or a month of the calendar, `2026-11-21` or `2026-11`, as people write it. */
export function calendar(date: string): string {
  const whole = date.length > 7;
  const style: Intl.DateTimeFormatOptions = whole
    ? { dateStyle: "medium" }
    : { month: "long", year: "numeric" };
  return new Date(whole ? `${date}T00:00` : `${date}-01T00:00`).toLocaleDateString(language(), style);
}

/** Returns the viewer's timezone, such as `Europe/Berlin`. */
export function zone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** Returns a time of day in another timezone, with its weekday where that is another: `02:00 New York`; empty in the viewer's. */
export function elsewhere(at: number, timeZone: string): string {
  if (timeZone === zone()) return "";
  const date = new Date(at);
  const day = (timeZone?: string) => date.toLocaleDateString("en-CA", { timeZone });
  const time = date.toLocaleTimeString(language(), {
    weekday: day(timeZone) === day() ? undefined : "short",
    hour: "2-digit",
    minute: "2-digit",
    timeZone,
  });
  return `${time} ${(timeZone.split("/").at(-1) ?? timeZone).replaceAll("_", " ")}`;
}

/** Returns a time of day to the millisecond, for logs. */
export function clock(at: number): string {
  const date = new Date(at);
  const two = (part: number) => String(part).padStart(2, "0");
  const ms = String(date.getMilliseconds()).padStart(3, "0");
  return `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}.${ms}`;
}

/** Returns a size: `512 B`, `1.5 KB`, `3.2 MB`. */
export function bytes(size: number): string {
  if (size < 1024) return `${size} B`;
  const units = ["KB", "MB", "GB"];
  let value = size / 1024;
  let unit = 0;
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit += 1;
  }
  return `${value < 10 ? tenths(value) : formatNumber(Math.round(value))} ${units[unit] ?? ""}`;
}

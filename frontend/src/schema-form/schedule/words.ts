/** When words mean: `On working days at 07:30` is `30 7 * * MON-FRI`. */
import type { Timing } from "@/api/schedules";
import { language } from "@/lib/i18n";
import { englishOf } from "@/schema-form/schedule/german";

const DAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
const MONTHS = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];
const CRON_DAYS = DAYS.map((day) => day.slice(0, 3).toUpperCase());
const NUMBERS: Record<string, number> = {
  other: 2,
  second: 2,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  ten: 10,
};
const AMOUNT = `(\\d+|${Object.keys(NUMBERS).join("|")})`;
const TIME = String.raw`(\d{1,2})(?::(\d{2}))?(?:\s*(am|pm|h\b|o'clock))?`;

/** Returns when words such as `every other week`, `at 7:30 on Mondays` or `hourly` mean; null where they say nothing. */
export function timingOfWords(words: string): Timing | null {
  const text = (language() === "de" ? englishOf(words) : words)
    .toLowerCase()
    .replace(/\bnoon\b/g, "12:00")
    .replace(/\bmidnight\b/g, "0:00")
    .replace(/\bhourly\b/g, "every hour")
    .replace(/\b(daily|each day)\b/g, "every day")
    .replace(/\bweekly\b/g, "every week")
    .replace(/\bmonthly\b/g, "every month")
    .replace(/\beach\b/g, "every");
  const often = new RegExp(`every\\s+(?:${AMOUNT}\\s+)?(minute|hour|day|week|month)s?\\b`).exec(text);
  const unit = often?.[2] as "minute" | "hour" | "day" | "week" | "month" | undefined;
  const n = NUMBERS[often?.[1] ?? ""] ?? Number(often?.[1] ?? 1);
  const days = weekdaysIn(text);
  const dates = datesIn(text) ?? (unit === "month" && !days ? "1" : null);
  const months = monthsIn(text);
  const rest = { day: dates ?? "*", month: months ?? "*", weekday: days ?? "*" };
  if (unit === "minute" || unit === "hour") {
    const window = new RegExp(`(?:from|between)\\s+${TIME}\\s*(?:to|until|till|and|-)\\s*${TIME}`).exec(text);
    return intraday(n, unit, text, window, rest);
  }
  const times = timesIn(text);
  if (times === "none of these") return null;
  const regular = unit === undefined || n === 1 || dates !== null || days !== null;
  if (!regular) return unit === "month" ? null : { kind: "every", n, unit: `${unit}s` };
  if (unit === undefined && times === null && days === null && dates === null) return null;
  if (unit === "week" && days === null) rest.weekday = "MON";
  return cronOf(times ?? ["0", "0"], rest);
}

interface Rest {
  day: string;
  month: string;
  weekday: string;
}

function cronOf([minute, hour]: readonly [string, string], { day, month, weekday }: Rest): Timing {
  return { kind: "cron", expression: `${minute} ${hour} ${day} ${month} ${weekday}` };
}

function intraday(
  n: number,
  unit: "minute" | "hour",
  text: string,
  window: RegExpExecArray | null,
  rest: Rest,
): Timing | null {
  const whole = unit === "minute" ? 60 : 24;
  const plain = Object.values(rest).every((each) => each === "*") && window === null;
  if (n < 1 || (n >= whole && !plain)) return null;
  if (whole % n !== 0 || n >= whole) return plain ? { kind: "every", n, unit: `${unit}s` } : null;
  const [from, to] = [hourOf(window?.slice(1, 4)), hourOf(window?.slice(4, 7))];
  if (window && (from === null || to === null)) return null;
  const hours = window ? `${from?.[0] ?? 0}-${to?.[0] ?? 0}` : null;
  const step = n === 1 ? "*" : `*/${n}`;
  if (unit === "minute") return cronOf([step, hours ?? "*"], rest);
  const past = /at minute (\d{1,2})|(\d{1,2}) minutes? past/.exec(text);
  const minute = past?.[1] ?? past?.[2] ?? "0";
  return cronOf([minute, hours === null ? step : n === 1 ? hours : `${hours}/${n}`], rest);
}

function hourOf(parts: readonly (string | undefined)[] | undefined): [hour: number, minute: number] | null {
  const [hours, minutes = "0", half] = parts ?? [];
  if (hours === undefined) return null;
  const halves = half === "am" || half === "pm";
  const hour = halves ? (Number(hours) % 12) + (half === "pm" ? 12 : 0) : Number(hours);
  return hour > 23 || Number(minutes) > 59 ? null : [hour, Number(minutes)];
}

/** Returns cron's minutes and hours of all times of day that a text names, or null when it names none. */
function timesIn(text: string): [minute: string, hour: string] | "none of these" | null {
  const found: [number, number][] = [];
  const listedTimes = new RegExp(`at ((?:${TIME})(?:(?:\\s*,\\s*|\\s+and\\s+)(?:at\\s+)?${TIME})*)`).exec(
    text,
  )?.[1];
  const place =
    listedTimes ??
    [...text.matchAll(/\d{1,2}:\d{2}\s*(am|pm)?|\d{1,2}\s*(am|pm)/g)].map(([each]) => each).join(" ");
  for (const [, hours, minutes, half] of place.matchAll(new RegExp(TIME, "g"))) {
    const time = hourOf([hours, minutes, half]);
    if (time === null) return "none of these";
    found.push(time);
  }
  if (found.length === 0) return null;
  const minutes = new Set(found.map(([, minute]) => minute));
  const hours = new Set(found.map(([hour]) => hour));
  // One line of cron has each of its hours with each of its minutes.
  if (minutes.size * hours.size !== found.length) return "none of these";
  const sorted = (values: Set<number>) => [...values].toSorted((a, b) => a - b).join(",");
  return [sorted(minutes), sorted(hours)];
}

function weekdaysIn(text: string): string | null {
  if (/working day|weekday|business day|monday to friday|mon(day)?\s*-\s*fri(day)?/.test(text))
    return "MON-FRI";
  if (/weekend/.test(text)) return "SAT,SUN";
  const found = CRON_DAYS.filter((_, index) =>
    new RegExp(`\\b(${DAYS[index]?.toLowerCase()}s?|${DAYS[index]?.slice(0, 3).toLowerCase()})\\b`).test(
      text,
    ),
  );
  return found.length ? mondayOrder(found).join(",") : null;
}

function mondayOrder(days: readonly string[]): string[] {
  return days.toSorted((a, b) => ((CRON_DAYS.indexOf(a) + 6) % 7) - ((CRON_DAYS.indexOf(b) + 6) % 7));
}

function datesIn(text: string): string | null {
  if (/last day|end of (the|every) month/.test(text)) return "L";
  const ordinals = [...text.matchAll(/\b(\d{1,2})(?:st|nd|rd|th)\b/g)].map(([, day]) => Number(day));
  const named = /\bdays? (\d{1,2}(?:\s*(?:,|and)\s*\d{1,2})*) of/.exec(text)?.[1];
  const dates = [...ordinals, ...(named?.match(/\d+/g)?.map(Number) ?? [])];
  if (/\bfirst (day )?of\b/.test(text)) dates.push(1);
  const fit = dates.filter((day) => day >= 1 && day <= 31);
  return fit.length ? [...new Set(fit)].toSorted((a, b) => a - b).join(",") : null;
}

function monthsIn(text: string): string | null {
  const found = MONTHS.flatMap((name, index) =>
    new RegExp(`\\b(${name.toLowerCase()}|in ${name.slice(0, 3).toLowerCase()})\\b`).test(text)
      ? [index + 1]
      : [],
  );
  return found.length ? found.join(",") : null;
}

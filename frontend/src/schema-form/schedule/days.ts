/** The cron expressions that a week's days, a month's dates and times of day make. */

export interface DayPlan {
  /** Cron's numbers, 0 is Sunday; empty for every day. */
  weekdays: readonly number[];
  /** Empty for every day; 0 is the last one. */
  dates: readonly number[];
  /** `07:30`, all with the same minutes, since one line of cron has each of its hours with each of its minutes. */
  times: readonly string[];
}

const NAMES = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];
const WORKING = "1,2,3,4,5";

const two = (value: number) => String(value).padStart(2, "0");

/** Returns the days and times of a cron expression, or null when it says more than that. */
export function planOf(expression: string): DayPlan | null {
  const [minute = "", hour = "", day = "", month = "", weekday = "", ...more] = expression.split(/\s+/);
  const hours = numbers(hour, 23);
  const weekdays = weekday === "*" ? [] : numbers(weekday, 7, NAMES)?.map((each) => each % 7);
  const dates = day === "*" ? [] : day === "L" ? [0] : numbers(day, 31);
  if (more.length || month !== "*" || !/^\d+$/.test(minute) || Number(minute) > 59) return null;
  if (!hours || !weekdays || !dates || (weekdays.length > 0 && dates.length > 0)) return null;
  return { weekdays, dates, times: hours.map((each) => `${two(each)}:${two(Number(minute))}`) };
}

function numbers(text: string, most: number, names: readonly string[] = []): number[] | null {
  const found: number[] = [];
  for (const part of text.split(",")) {
    const ends = part.split("-").map((each) => {
      const named = names.indexOf(each.toUpperCase());
      return named >= 0 ? named : /^\d+$/.test(each) ? Number(each) : Number.NaN;
    });
    const [from = Number.NaN, to = from] = ends;
    if (ends.length > 2 || !(from <= to && to <= most)) return null;
    for (let each = from; each <= to; each += 1) found.push(each);
  }
  return [...new Set(found)].toSorted((a, b) => a - b);
}

export function cronOfPlan({ weekdays, dates, times }: DayPlan): string {
  const [first = "09:00"] = times;
  const hours = [...new Set((times.length ? times : [first]).map((time) => Number(time.slice(0, 2))))];
  const sorted = weekdays.toSorted((a, b) => ((a + 6) % 7) - ((b + 6) % 7));
  const week =
    weekdays.toSorted((a, b) => a - b).join() === WORKING
      ? "MON-FRI"
      : sorted.map((day) => NAMES[day]).join();
  const day = dates.includes(0) ? "L" : dates.toSorted((a, b) => a - b).join();
  return `${Number(first.slice(3))} ${hours.toSorted((a, b) => a - b).join()} ${day || "*"} * ${week || "*"}`;
}

/** Periods of the dashboard: today and some days before, in the viewer's timezone. */
import { language } from "@/lib/i18n";

export const DAYS = ["7", "30", "90"] as const;
export type Days = (typeof DAYS)[number];

/** Returns when a period of so many days began, and when the one before it did; milliseconds. */
export function spanOf(days: Days, now = new Date()): { since: number; before: number } {
  const begin = (back: number) => new Date(now.getFullYear(), now.getMonth(), now.getDate() - back).getTime();
  return { since: begin(Number(days) - 1), before: begin(2 * Number(days) - 1) };
}

/** Returns a day as it stands below a chart: `Mon 16`, or `16 Nov` in long ones. */
export function dayLabel(at: number, days: Days): string {
  const style: Intl.DateTimeFormatOptions =
    days === "7" ? { weekday: "short", day: "numeric" } : { day: "numeric", month: "short" };
  return new Date(at).toLocaleDateString(language(), style);
}

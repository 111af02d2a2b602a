import { beforeAll, expect, test, vi } from "vitest";

import { loadLanguage } from "@/lib/i18n";
import { describeCron, describeTiming } from "@/schema-form/schedule/describe";
import { timingOfWords } from "@/schema-form/schedule/words";

beforeAll(async () => {
  vi.stubGlobal("localStorage", { getItem: () => null });
  vi.stubGlobal("navigator", { languages: ["fr-CH", "de-CH"] });
  vi.stubGlobal("document", { documentElement: {} });
  await loadLanguage();
});

test.each([
  ["30 7 * * MON-FRI", "An Werktagen um 07:30"],
  ["0 8,18 * * *", "Jeden Tag um 08:00 und 18:00"],
  ["15 6 * * MON,THU", "Am Montag und Donnerstag um 06:15"],
  ["0 10 * * SAT,SUN", "Am Wochenende um 10:00"],
  ["0 9 1,15 * *", "An Tag 1 und 15 des Monats um 09:00"],
  ["0 23 L * *", "Am letzten Tag des Monats um 23:00"],
  ["0 9 1 1,7 *", "An Tag 1 des Monats um 09:00 im Januar und Juli"],
  ["* * * * *", "Jede Minute"],
  ["*/10 9-17 * * MON-FRI", "Alle 10 Minuten von 09:00 bis 17:59 an Werktagen"],
  ["20 */6 * * *", "Alle 6 Stunden zur Minute 20"],
])("%s is said in German and understood again", (expression, words) => {
  expect(describeCron(expression)).toBe(words);
  expect(timingOfWords(words)).toEqual({ kind: "cron", expression });
});

test.each([
  ["jeden Werktag um 7:30", "30 7 * * MON-FRI"],
  ["täglich um 7 Uhr 15", "15 7 * * *"],
  ["montags und mittwochs um 6 Uhr", "0 6 * * MON,WED"],
  ["am 1. um 12 Uhr", "0 12 1 * *"],
  ["alle 15 Minuten", "*/15 * * * *"],
])("%s is %s", (words, expression) => {
  expect(timingOfWords(words)).toEqual({ kind: "cron", expression });
});

test("intervals and single moments are told, too", () => {
  expect(timingOfWords("alle zwei Wochen")).toEqual({ kind: "every", n: 2, unit: "weeks" });
  expect(describeTiming({ kind: "every", n: 2, unit: "weeks" })).toBe("Alle 2 Wochen");
  expect(describeTiming({ kind: "once", at: "2026-12-24T08:00" })).toBe("Einmalig, 24.12.2026 um 08:00");
});

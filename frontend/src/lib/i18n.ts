/** Texts of the app. English stands in the source; a language is a table from it to its translation. What the host says
 * (node types, problems) is in English. */

export type Texts = Readonly<Record<string, string>>;
type Values = Readonly<Record<string, string | number>>;

/** Languages by their own names. */
export const LANGUAGE_NAMES = { en: "English", de: "Deutsch" } as const;
export type Language = keyof typeof LANGUAGE_NAMES;

const TABLES: Partial<Record<Language, () => Promise<{ default: Texts }>>> = {
  de: () => import("@/lib/languages/de.json"),
};
const PLACE = "language";

const isLanguage = (name: string): name is Language => name in LANGUAGE_NAMES;

let texts: Texts = {};
let locale: Language = "en";

/** Takes the chosen language, else the first of the browser's that there is; called once before the first render. */
export async function loadLanguage(): Promise<void> {
  const wanted = [localStorage.getItem(PLACE) ?? "", ...navigator.languages.map((each) => each.slice(0, 2))];
  locale = wanted.find(isLanguage) ?? "en";
  texts = (await TABLES[locale]?.())?.default ?? {};
  document.documentElement.lang = locale;
}

/** Keeps a language for this browser and begins anew in it. */
export function chooseLanguage(chosen: Language): void {
  localStorage.setItem(PLACE, chosen);
  location.reload();
}

/** Returns the language of texts, dates and numbers. */
export function language(): Language {
  return locale;
}

/** Marks a text of a table for translation: tables are made before the language is known, so `t` gets it where it is shown. */
export function msg<T extends string>(text: T): T {
  return text;
}

/** Returns a text in the user's language, with `{name}` replaced by values. */
export function t(text: string, values?: Values): string {
  const translated = texts[text] ?? text;
  return values
    ? translated.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole))
    : translated;
}

/** Returns `one` or `many` by a count, which is `{n}` in both. */
export function tn(count: number, one: string, many: string, values?: Values): string {
  const single = new Intl.PluralRules(locale).select(count) === "one";
  return t(single ? one : many, { n: formatNumber(count), ...values });
}

/** Returns a number as the language writes it. */
export function formatNumber(value: number): string {
  return value.toLocaleString(locale);
}

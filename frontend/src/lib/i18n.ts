/** Texts of the app. English stands in the source; a language is a table from it to its translation. */

export type Texts = Readonly<Record<string, string>>;
type Values = Readonly<Record<string, string | number>>;

const LANGUAGES: Record<string, () => Promise<{ default: Texts }>> = {};

let texts: Texts = {};
let locale = "en";

/** Takes the chosen language, else the browser's, else English; called once before the first render. */
export async function loadLanguage(chosen: string | null, preferred: readonly string[]): Promise<void> {
  const wanted = chosen ? [chosen] : preferred.map((each) => each.slice(0, 2));
  const found = wanted.find((each) => each === "en" || each in LANGUAGES);
  locale = found ?? "en";
  texts = (await LANGUAGES[locale]?.())?.default ?? {};
}

/** Returns the language of texts, dates and numbers, such as `en`. */
export function language(): string {
  return locale;
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

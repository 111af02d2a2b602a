import { Section } from "@/components/section";
import { Segments } from "@/components/ui/choice";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { useNow } from "@/hooks/use-now";
import { dateTime, zone } from "@/lib/format";
import { chooseLanguage, language, LANGUAGE_NAMES, type Language, t } from "@/lib/i18n";
import { useTheme } from "@/lib/theme";

/** How the app looks and speaks in this browser. */
export function Appearance() {
  const { theme, set } = useTheme();
  const now = useNow(true);
  return (
    <Section title={t("Appearance and language")} about={t("For this browser.")}>
      <div className="grid max-w-md gap-4">
        <Field label={t("Theme")}>
          {() => (
            <Segments
              label={t("Theme")}
              value={theme}
              onChange={set}
              options={[
                { value: "light", label: t("Light") },
                { value: "dark", label: t("Dark") },
                { value: "system", label: t("As the system") },
              ]}
            />
          )}
        </Field>
        <Field
          label={t("Language")}
          hint={t("Dates and numbers follow it. Node types and messages of the host are in English.")}
        >
          {({ id }) => (
            <Select<Language>
              id={id}
              value={language()}
              onChange={chooseLanguage}
              options={Object.entries(LANGUAGE_NAMES).map(([value, label]) => ({
                value: value as Language,
                label,
              }))}
            />
          )}
        </Field>
        <p className="text-xs text-ink-faint">
          {t("Times are shown in your zone, {zone}: it is {now}. Schedules say their own.", {
            zone: zone(),
            now: dateTime(now),
          })}
        </p>
      </div>
    </Section>
  );
}

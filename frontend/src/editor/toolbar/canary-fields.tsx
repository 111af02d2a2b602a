import type { CanarySpec } from "@/api/canaries";
import { Switch } from "@/components/ui/choice";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { t } from "@/lib/i18n";

interface Props {
  value: CanarySpec | null;
  onChange: (value: CanarySpec | null) => void;
}

const USUAL: CanarySpec = { percent: 10, failures: 3, hours: 24 };
const SHARES = ["1", "5", "10", "25", "50"];

/** Whether a part of the runs tries a new version out first: how many, how long, and when it is taken back. */
export function CanaryFields({ value, onChange }: Props) {
  return (
    <fieldset className="rounded-lg border p-3">
      <legend className="sr-only">{t("Try it out first")}</legend>
      <label className="flex items-center gap-3 text-sm">
        <Switch
          label={t("Try it out first")}
          checked={value !== null}
          onChange={(on) => onChange(on ? USUAL : null)}
        />
        <span>
          <span className="block font-medium">{t("Try it out first")}</span>
          <span className="block text-xs text-ink-soft">
            {t("A part of the runs execute it, the others the version before.")}
          </span>
        </span>
      </label>
      {value && (
        <div className="mt-3 grid gap-3 sm:grid-cols-3">
          <Field label={t("Share of the runs")}>
            {(about) => (
              <Select
                {...about}
                className="w-full"
                value={String(value.percent)}
                onChange={(percent) => onChange({ ...value, percent: Number(percent) })}
                options={SHARES.map((each) => ({ value: each, label: `${each} %` }))}
              />
            )}
          </Field>
          <Field label={t("For how long")}>
            {(about) => (
              <Select
                {...about}
                className="w-full"
                value={String(value.hours ?? "")}
                onChange={(hours) => onChange({ ...value, hours: hours ? Number(hours) : null })}
                options={[
                  { value: "1", label: t("An hour") },
                  { value: "6", label: t("Six hours") },
                  { value: "24", label: t("A day") },
                  { value: "168", label: t("A week") },
                  { value: "", label: t("Until somebody decides") },
                ]}
              />
            )}
          </Field>
          <Field label={t("Back after failed runs")}>
            {(about) => (
              <Input
                {...about}
                type="number"
                min={1}
                max={1000}
                value={value.failures}
                onChange={(event) =>
                  onChange({ ...value, failures: Math.max(1, Number(event.target.value) || 1) })
                }
              />
            )}
          </Field>
        </div>
      )}
    </fieldset>
  );
}

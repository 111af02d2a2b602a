import { Field } from "@/components/ui/field";
import { PasswordInput } from "@/components/ui/password-input";
import { t } from "@/lib/i18n";

/** A password to be chosen. */
export function NewPassword({
  label = t("Password"),
  autoFocus = false,
}: {
  label?: string;
  autoFocus?: boolean;
}) {
  return (
    <Field
      label={label}
      hint={t("At least 10 characters. A few unrelated words are easy to remember and hard to guess.")}
    >
      {(about) => (
        <PasswordInput
          {...about}
          name="password"
          autoComplete="new-password"
          minLength={10}
          autoFocus={autoFocus}
          required
        />
      )}
    </Field>
  );
}

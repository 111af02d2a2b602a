import { useState } from "react";

import { Button } from "@/components/ui/button";
import { Textarea } from "@/components/ui/input";
import { PasswordInput } from "@/components/ui/password-input";
import { t } from "@/lib/i18n";
import type { InputProps } from "@/schema-form/inputs/input-props";

/** A value that nobody beside should read while it is typed. */
export function SecretInput({ value, onChange, id, label, ...about }: InputProps) {
  return (
    <PasswordInput
      id={id}
      aria-describedby={about["aria-describedby"]}
      aria-invalid={about["aria-invalid"]}
      autoComplete="off"
      what={label}
      value={typeof value === "string" ? value : ""}
      onChange={(event) => onChange(event.target.value || undefined)}
    />
  );
}

/** The same of several lines, such as a private key. */
export function SecretText({ value, onChange, id, label, ...about }: InputProps) {
  const [shown, setShown] = useState(false);
  return (
    <div className="space-y-1">
      <Textarea
        id={id}
        aria-describedby={about["aria-describedby"]}
        aria-invalid={about["aria-invalid"]}
        autoComplete="off"
        spellCheck={false}
        className={shown ? "font-mono text-xs" : "font-mono text-xs [-webkit-text-security:disc]"}
        value={typeof value === "string" ? value : ""}
        onChange={(event) => onChange(event.target.value || undefined)}
      />
      <Button
        size="sm"
        look="quiet"
        aria-pressed={shown}
        aria-label={t("Show {name}", { name: label })}
        onClick={() => setShown(!shown)}
      >
        {shown ? t("Hide") : t("Show")}
      </Button>
    </div>
  );
}

import { useId, useState } from "react";

import type { User } from "@/api/session";
import { ProblemNote } from "@/components/problem-note";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { PasswordInput } from "@/components/ui/password-input";
import { fieldsOf } from "@/lib/form";
import { t } from "@/lib/i18n";

interface Props {
  user: User;
  title: string;
  description: string;
  action: string;
  danger?: boolean;
  open: boolean;
  onClose: () => void;
  /** Given the password, or null for an account without one, which needs a fresh session instead. */
  onSure: (password: string | null) => Promise<unknown>;
}

/** Asks for the password once more before something that matters. */
export function Reassure({ user, title, description, action, danger, open, onClose, onSure }: Props) {
  const form = useId();
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const close = () => {
    setError(null);
    onClose();
  };
  const go = async (password: string | null) => {
    setBusy(true);
    setError(null);
    try {
      await onSure(password);
      close();
    } catch (thrown) {
      setError(thrown);
    }
    setBusy(false);
  };
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => next || close()}
      title={title}
      description={description}
      footer={
        <>
          <Button onClick={close}>{t("Cancel")}</Button>
          <Button type="submit" form={form} look={danger ? "danger" : "primary"} disabled={busy}>
            {action}
          </Button>
        </>
      }
    >
      <form
        id={form}
        className="space-y-3"
        onSubmit={(event) => void go(fieldsOf(event, "password").password || null)}
      >
        {user.has_password && (
          <Field label={t("Your password")}>
            {(about) => (
              <PasswordInput {...about} name="password" autoComplete="current-password" autoFocus required />
            )}
          </Field>
        )}
        <ProblemNote error={error} />
      </form>
    </Dialog>
  );
}

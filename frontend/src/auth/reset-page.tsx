import { useNavigate } from "@tanstack/react-router";

import { useReset } from "@/api/auth";
import { AuthPage } from "@/auth/auth-page";
import { LinkOver } from "@/auth/link-over";
import { useMailToken } from "@/auth/mail-token";
import { NewPassword } from "@/auth/new-password";
import { ProblemNote } from "@/components/problem-note";
import { Button } from "@/components/ui/button";
import { toast } from "@/components/ui/toast";
import { fieldsOf } from "@/lib/form";
import { t } from "@/lib/i18n";

/** The mail's link leads here: another password, and all sessions end. */
export function ResetPage() {
  const token = useMailToken();
  const navigate = useNavigate();
  const reset = useReset();
  if (!token) return <LinkOver again="/auth/forgot" />;
  const done = () => {
    toast.ok(t("The password is changed. Sign in with it; all other places are signed out."));
    void navigate({ to: "/sign-in", replace: true });
  };
  return (
    <AuthPage
      title={t("Choose a password")}
      about={t("Wherever you are signed in with the old one, you will be signed out.")}
    >
      <form
        className="space-y-3"
        onSubmit={(event) => reset.mutate({ token, ...fieldsOf(event, "password") }, { onSuccess: done })}
      >
        <NewPassword label={t("New password")} autoFocus />
        <ProblemNote error={reset.error} />
        <Button look="primary" size="lg" type="submit" className="w-full" disabled={reset.isPending}>
          {t("Change the password")}
        </Button>
      </form>
    </AuthPage>
  );
}

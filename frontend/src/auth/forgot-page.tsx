import { Link } from "@tanstack/react-router";
import { useState } from "react";

import { useForgot } from "@/api/auth";
import { AuthPage, TEXT_LINK } from "@/auth/auth-page";
import { LookIntoMail } from "@/auth/look-into-mail";
import { ProblemNote } from "@/components/problem-note";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { fieldsOf } from "@/lib/form";
import { t } from "@/lib/i18n";

export function ForgotPage() {
  const forgot = useForgot();
  const [sentTo, setSentTo] = useState<string | null>(null);
  const footer = (
    <p>
      <Link to="/sign-in" className={TEXT_LINK}>
        {t("Back to signing in")}
      </Link>
    </p>
  );
  if (sentTo) {
    return (
      <AuthPage title={t("Look into your mail")} footer={footer}>
        <LookIntoMail email={sentTo} />
      </AuthPage>
    );
  }
  return (
    <AuthPage
      title={t("Another password")}
      about={t("We mail you a link with which you choose a new one.")}
      footer={footer}
    >
      <form
        className="space-y-3"
        onSubmit={(event) => {
          const { email } = fieldsOf(event, "email");
          forgot.mutate(email, { onSuccess: () => setSentTo(email) });
        }}
      >
        <Field label={t("E-mail address")}>
          {(about) => (
            <Input {...about} name="email" type="email" autoComplete="username" autoFocus required />
          )}
        </Field>
        <ProblemNote error={forgot.error} />
        <Button look="primary" size="lg" type="submit" className="w-full" disabled={forgot.isPending}>
          {t("Send me a link")}
        </Button>
      </form>
    </AuthPage>
  );
}

import { useQuery } from "@tanstack/react-query";
import { Link, Navigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";

import { signInOptionsQuery, useSignUp } from "@/api/auth";
import { useSession } from "@/api/session";
import { AuthPage, TEXT_LINK } from "@/auth/auth-page";
import { LookIntoMail } from "@/auth/look-into-mail";
import { OtherWays } from "@/auth/other-ways";
import { ProblemNote } from "@/components/problem-note";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { fieldsOf } from "@/lib/form";
import { t } from "@/lib/i18n";

export function SignUpPage() {
  const { to } = useSearch({ from: "/sign-up" });
  const options = useQuery(signInOptionsQuery);
  const guest = useSession((state) => state.session?.kind === "guest");
  const signUp = useSignUp();
  const [sentTo, setSentTo] = useState<string | null>(null);
  if (options.data?.accounts === "none") return <Navigate to="/setup" replace />;
  const footer = (
    <p>
      {t("You have an account?")}{" "}
      <Link to="/sign-in" search={{ to }} className={TEXT_LINK}>
        {t("Sign in")}
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
      title={guest ? t("Keep everything you made") : t("Make an account")}
      about={
        guest
          ? t("Flows, runs, data and credentials stay as they are, and your credits go up to 200.")
          : t("Your flows, runs and data in a workspace of your own.")
      }
      footer={footer}
    >
      <form
        className="space-y-3"
        onSubmit={(event) => {
          const said = fieldsOf(event, "email", "name");
          signUp.mutate(said, { onSuccess: () => setSentTo(said.email) });
        }}
      >
        <Field label={t("E-mail address")}>
          {(about) => <Input {...about} name="email" type="email" autoComplete="email" autoFocus required />}
        </Field>
        <Field label={t("Name")} hint={t("As others in a team see you. You may leave it out.")}>
          {(about) => <Input {...about} name="name" autoComplete="name" maxLength={100} />}
        </Field>
        <ProblemNote error={signUp.error ?? options.error} />
        <Button
          look="primary"
          size="lg"
          type="submit"
          className="w-full"
          disabled={signUp.isPending}
          refused={options.data?.sign_up === false ? t("Who runs this host makes the accounts here.") : null}
        >
          {t("Send me a link")}
        </Button>
      </form>
      <OtherWays issuers={options.data?.issuers ?? []} to={to} />
    </AuthPage>
  );
}

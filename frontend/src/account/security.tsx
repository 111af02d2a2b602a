import { useQuery } from "@tanstack/react-query";
import { KeyRound, Unlink } from "lucide-react";
import { useState } from "react";

import { identitiesQuery, useChangePassword, useUnlink } from "@/api/account";
import { goToIssuer, signInOptionsQuery } from "@/api/auth";
import { type User, userChanged } from "@/api/session";
import { TwoFactor } from "@/account/two-factor";
import { ProblemNote } from "@/components/problem-note";
import { Section } from "@/components/section";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { PasswordInput } from "@/components/ui/password-input";
import { toast } from "@/components/ui/toast";
import { ago } from "@/lib/format";
import { fieldsOf } from "@/lib/form";
import { t } from "@/lib/i18n";

export function Security({ user }: { user: User }) {
  return (
    <>
      <Password user={user} />
      <TwoFactor user={user} />
      <Identities />
    </>
  );
}

function Password({ user }: { user: User }) {
  const change = useChangePassword();
  // A fresh form afterwards: the fields are empty again.
  const [round, setRound] = useState(0);
  const done = () => {
    userChanged({ ...user, has_password: true });
    setRound(round + 1);
    toast.ok(t("The password is changed. All other places are signed out."));
  };
  return (
    <Section
      title={user.has_password ? t("Password") : t("Set a password")}
      about={t("With a new password you are signed out everywhere else.")}
    >
      <form
        key={round}
        className="grid max-w-md gap-3"
        onSubmit={(event) => {
          const { current, password } = fieldsOf(event, "current", "password");
          change.mutate({ current: current || null, password }, { onSuccess: done });
        }}
      >
        {user.has_password && (
          <Field label={t("Current password")}>
            {(about) => <PasswordInput {...about} name="current" autoComplete="current-password" required />}
          </Field>
        )}
        <Field label={t("New password")} hint={t("At least 10 characters.")}>
          {(about) => (
            <PasswordInput {...about} name="password" autoComplete="new-password" minLength={10} required />
          )}
        </Field>
        <ProblemNote error={change.error} />
        <Button type="submit" className="justify-self-start" disabled={change.isPending}>
          {t("Change the password")}
        </Button>
      </form>
    </Section>
  );
}

/** Accounts elsewhere that sign in as this one; nothing where the host knows no issuer. */
function Identities() {
  const issuers = useQuery(signInOptionsQuery).data?.issuers ?? [];
  const linked = useQuery(identitiesQuery).data ?? [];
  const unlink = useUnlink();
  if (issuers.length === 0 && linked.length === 0) return null;
  return (
    <Section title={t("Linked identities")} about={t("Accounts elsewhere with which you sign in here.")}>
      <ul className="divide-y">
        {linked.map((each) => (
          <li key={each.id} className="flex items-center gap-3 py-2">
            <KeyRound className="size-4 text-ink-faint" />
            <span className="min-w-0 flex-1 truncate text-sm">
              <span className="font-medium">{each.issuer}</span>{" "}
              <span className="text-ink-soft">{each.email}</span>
            </span>
            <span className="hidden text-xs text-ink-faint sm:inline">{ago(each.linked_at)}</span>
            <Button size="sm" look="quiet" onClick={() => unlink.mutate(each.id)}>
              <Unlink />
              {t("Unlink")}
            </Button>
          </li>
        ))}
      </ul>
      <div className="mt-2 flex flex-wrap gap-2">
        {issuers.map((issuer) => (
          <Button
            key={issuer.name}
            onClick={() =>
              void goToIssuer(issuer.name, { link: true }).catch((error: unknown) => toast.error(error))
            }
          >
            {t("Link {issuer}", { issuer: issuer.title })}
          </Button>
        ))}
      </div>
    </Section>
  );
}

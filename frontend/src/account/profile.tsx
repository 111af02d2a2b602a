import { useState } from "react";

import { useChangeEmail, useRename } from "@/api/account";
import { type User, userChanged } from "@/api/session";
import { ProblemNote } from "@/components/problem-note";
import { Section } from "@/components/section";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { PasswordInput } from "@/components/ui/password-input";
import { toast } from "@/components/ui/toast";
import { dateTime } from "@/lib/format";
import { fieldsOf } from "@/lib/form";
import { t } from "@/lib/i18n";

export function Profile({ user }: { user: User }) {
  return (
    <>
      <Name user={user} />
      <Email user={user} />
    </>
  );
}

function Name({ user }: { user: User }) {
  const rename = useRename();
  const done = (changed: Parameters<typeof userChanged>[0]) => {
    userChanged(changed);
    toast.ok(t("Saved"));
  };
  return (
    <Section
      title={t("Profile")}
      about={t("Your account is from {time}.", { time: dateTime(user.created_at) })}
    >
      <form
        className="flex max-w-md items-end gap-2"
        onSubmit={(event) => rename.mutate(fieldsOf(event, "name").name, { onSuccess: done })}
      >
        <Field label={t("Name")} className="flex-1">
          {(about) => (
            <Input {...about} name="name" defaultValue={user.name} maxLength={100} autoComplete="name" />
          )}
        </Field>
        <Button type="submit" disabled={rename.isPending}>
          {t("Save")}
        </Button>
      </form>
    </Section>
  );
}

function Email({ user }: { user: User }) {
  const change = useChangeEmail();
  const [sentTo, setSentTo] = useState<string | null>(null);
  return (
    <Section
      title={t("E-mail address")}
      about={t("You sign in as {email}. Another address counts as soon as its mail was read.", {
        email: user.email,
      })}
    >
      {sentTo ? (
        <p role="status" className="rounded-md bg-ok-soft px-3 py-2 text-sm text-ok">
          {t("A link is on its way to {email}. Until it is followed, the old address stays.", {
            email: sentTo,
          })}
        </p>
      ) : (
        <form
          className="grid max-w-md gap-3"
          onSubmit={(event) => {
            const { email, password } = fieldsOf(event, "email", "password");
            change.mutate({ email, password: password || null }, { onSuccess: () => setSentTo(email) });
          }}
        >
          <Field label={t("New address")}>
            {(about) => <Input {...about} name="email" type="email" autoComplete="email" required />}
          </Field>
          {user.has_password && (
            <Field label={t("Your password")}>
              {(about) => (
                <PasswordInput {...about} name="password" autoComplete="current-password" required />
              )}
            </Field>
          )}
          <ProblemNote error={change.error} />
          <Button type="submit" className="justify-self-start" disabled={change.isPending}>
            {t("Send me a link")}
          </Button>
        </form>
      )}
    </Section>
  );
}

import { useQuery } from "@tanstack/react-query";
import { Link, Navigate, useNavigate } from "@tanstack/react-router";

import { signInOptionsQuery, useCreateOwner } from "@/api/auth";
import { AuthPage, TEXT_LINK } from "@/auth/auth-page";
import { NewPassword } from "@/auth/new-password";
import { ProblemNote } from "@/components/problem-note";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { fieldsOf } from "@/lib/form";
import { t } from "@/lib/i18n";

/** The first account of an installation; it has everything that is there. */
export function SetupPage() {
  const navigate = useNavigate();
  const options = useQuery(signInOptionsQuery);
  const create = useCreateOwner();
  if (options.data?.accounts === "there" && !create.isSuccess) return <Navigate to="/sign-in" replace />;
  return (
    <AuthPage
      title={t("Create the owner's account")}
      about={t(
        "The first account of this installation. It takes over everything that is here; from then on everybody has to sign in.",
      )}
      footer={
        options.data?.open && (
          <p>
            <Link to="/home" className={TEXT_LINK}>
              {t("Go on without an account")}
            </Link>
          </p>
        )
      }
    >
      <form
        className="space-y-3"
        onSubmit={(event) =>
          create.mutate(fieldsOf(event, "email", "password", "name"), {
            onSuccess: () => void navigate({ href: "/start", replace: true }),
          })
        }
      >
        <Field label={t("E-mail address")}>
          {(about) => (
            <Input {...about} name="email" type="email" autoComplete="username" autoFocus required />
          )}
        </Field>
        <Field label={t("Name")}>
          {(about) => <Input {...about} name="name" autoComplete="name" maxLength={100} />}
        </Field>
        <NewPassword />
        <ProblemNote error={create.error ?? options.error} />
        <Button look="primary" size="lg" type="submit" className="w-full" disabled={create.isPending}>
          {t("Create the account")}
        </Button>
      </form>
    </AuthPage>
  );
}

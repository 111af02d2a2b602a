import { useQuery } from "@tanstack/react-query";
import { Link, Navigate, useNavigate, useSearch } from "@tanstack/react-router";

import { signInOptionsQuery } from "@/api/auth";
import { useSession } from "@/api/session";
import { AuthPage, TEXT_LINK } from "@/auth/auth-page";
import { OtherWays } from "@/auth/other-ways";
import { destination } from "@/auth/pending-invitation";
import { SignInForm } from "@/auth/sign-in-form";
import { ProblemNote } from "@/components/problem-note";
import { t } from "@/lib/i18n";

export function SignInPage() {
  const { to } = useSearch({ from: "/sign-in" });
  const navigate = useNavigate();
  const options = useQuery(signInOptionsQuery);
  const session = useSession((state) => state.session);
  if (session?.kind === "user") return <Navigate to={destination(to)} replace />;
  if (options.data?.accounts === "none") return <Navigate to="/setup" replace />;
  return (
    <AuthPage
      title={t("Sign in")}
      about={session?.kind === "guest" && t("What you made as a guest can come along.")}
      footer={
        <>
          {options.data?.sign_up && (
            <p>
              {t("New here?")}{" "}
              <Link to="/sign-up" search={{ to }} className={TEXT_LINK}>
                {t("Make an account")}
              </Link>
            </p>
          )}
          {options.data?.guests && session?.kind !== "guest" && (
            <p>
              <Link to="/" className={TEXT_LINK}>
                {t("Start as guest, without an account")}
              </Link>
            </p>
          )}
        </>
      }
    >
      <SignInForm
        onDone={() => void navigate({ href: destination(to), replace: true })}
        side={
          <Link to="/auth/forgot" className="rounded text-xs text-accent hover:underline">
            {t("Forgot it?")}
          </Link>
        }
      />
      <ProblemNote error={options.error} />
      <OtherWays issuers={options.data?.issuers ?? []} to={to} />
    </AuthPage>
  );
}

import { Link, useNavigate } from "@tanstack/react-router";
import { useState } from "react";

import { comeBack } from "@/api/auth";
import { ApiError } from "@/api/errors";
import { AuthPage } from "@/auth/auth-page";
import { destination } from "@/auth/pending-invitation";
import { useOnce } from "@/auth/use-once";
import { ProblemNote } from "@/components/problem-note";
import { Button } from "@/components/ui/button";
import { toast } from "@/components/ui/toast";
import { t } from "@/lib/i18n";

/** Where an outside issuer sends the browser back to. */
export function CallbackPage() {
  const navigate = useNavigate();
  const [answer] = useState(() => new URLSearchParams(location.search));
  const { error } = useOnce(async () => {
    const errand = await comeBack(read(answer));
    if (errand.link) toast.ok(t("The identity is linked: it signs in to this account from now on."));
    await navigate({ href: errand.link ? "/account" : destination(errand.to), replace: true });
  });
  if (!error) return <AuthPage title={t("One moment …")} about={t("You are being signed in.")} />;
  return (
    <AuthPage title={t("This did not work")}>
      <ProblemNote error={error} />
      <Button asChild look="primary" size="lg" className="w-full">
        <Link to="/sign-in">{t("Back to signing in")}</Link>
      </Button>
    </AuthPage>
  );
}

function read(answer: URLSearchParams): { state: string; code: string; iss?: string } {
  const [state, code, iss] = ["state", "code", "iss"].map((name) => answer.get(name));
  if (state && code) return { state, code, ...(iss ? { iss } : {}) };
  throw new ApiError({
    status: 0,
    code: "oidc.refused",
    detail: answer.get("error_description") ?? t("The issuer did not let you in."),
    hint: t("Try again, or sign in another way."),
  });
}

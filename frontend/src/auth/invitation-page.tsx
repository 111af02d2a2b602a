import { useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useEffect } from "react";

import { acceptInvitation } from "@/api/auth";
import { ApiError } from "@/api/errors";
import { keys } from "@/api/keys";
import { chooseWorkspace, signOut, useSession } from "@/api/session";
import { AuthPage, TEXT_LINK } from "@/auth/auth-page";
import { useMailToken } from "@/auth/mail-token";
import { forget, keep } from "@/auth/pending-invitation";
import { useOnce } from "@/auth/use-once";
import { ProblemNote } from "@/components/problem-note";
import { Button } from "@/components/ui/button";
import { toast } from "@/components/ui/toast";
import { t } from "@/lib/i18n";
import { roleName } from "@/lib/roles";

/** The link of an invitation leads here. */
export function InvitationPage() {
  const token = useMailToken();
  const session = useSession((state) => state.session);
  useEffect(() => {
    if (token) keep(token);
  }, [token]);
  if (session?.kind === "user") return <Accepting token={token} email={session.user.email} />;
  return (
    <AuthPage
      title={t("You are invited")}
      about={t("Sign in with the address that the invitation was sent to, or make an account of it.")}
    >
      <Button asChild look="primary" size="lg" className="w-full">
        <Link to="/sign-in">{t("Sign in")}</Link>
      </Button>
      <Button asChild size="lg" className="w-full">
        <Link to="/sign-up">{t("Make an account")}</Link>
      </Button>
    </AuthPage>
  );
}

function Accepting({ token, email }: { token: string; email: string }) {
  const navigate = useNavigate();
  const cache = useQueryClient();
  const { error, data: joined } = useOnce(async () => {
    const workspace = await acceptInvitation(token);
    forget();
    await cache.invalidateQueries({ queryKey: keys.workspaces });
    chooseWorkspace(workspace.id);
    toast.ok(
      t("You belong to {workspace} now, as {role}.", {
        workspace: workspace.name,
        role: roleName(workspace.role),
      }),
    );
    await navigate({ to: "/home", replace: true });
    return workspace;
  });
  if (!error) return <AuthPage title={joined ? joined.name : t("One moment …")} />;
  const gone = error instanceof ApiError && error.status < 500 && error.status >= 400;
  return (
    <AuthPage
      title={t("This did not work")}
      about={t("You are signed in as {email}.", { email })}
      footer={
        <button type="button" className={TEXT_LINK} onClick={() => void signOut()}>
          {t("Sign in as somebody else")}
        </button>
      }
    >
      <ProblemNote error={error} />
      <Button asChild look="primary" size="lg" className="w-full" onClick={gone ? forget : undefined}>
        <Link to="/home">{t("To your own workspace")}</Link>
      </Button>
    </AuthPage>
  );
}

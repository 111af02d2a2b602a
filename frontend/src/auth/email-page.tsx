import { Link } from "@tanstack/react-router";

import { confirmEmail } from "@/api/auth";
import { userChanged } from "@/api/session";
import { AuthPage } from "@/auth/auth-page";
import { LinkOver } from "@/auth/link-over";
import { useMailToken } from "@/auth/mail-token";
import { useOnce } from "@/auth/use-once";
import { ProblemNote } from "@/components/problem-note";
import { Button } from "@/components/ui/button";
import { t } from "@/lib/i18n";

/** The mail's link leads here: the account has the new address from now on. */
export function EmailPage() {
  const token = useMailToken();
  return token ? <Confirming token={token} /> : <LinkOver again="/account" />;
}

function Confirming({ token }: { token: string }) {
  const confirming = useOnce(async () => {
    const user = await confirmEmail(token);
    userChanged(user);
    return user;
  });
  const { data: user, error } = confirming;
  return (
    <AuthPage
      title={user ? t("Your address is changed") : error ? t("This did not work") : t("One moment …")}
      about={user && t("You sign in as {email} from now on.", { email: user.email })}
    >
      {error && <ProblemNote error={error} />}
      <Button asChild look="primary" size="lg" className="w-full">
        <Link to="/account">{t("To your account")}</Link>
      </Button>
    </AuthPage>
  );
}

import { Link } from "@tanstack/react-router";

import { AuthPage } from "@/auth/auth-page";
import { Button } from "@/components/ui/button";
import { t } from "@/lib/i18n";

/** Stands where a mail's link says nothing, and leads to another one. */
export function LinkOver({ again }: { again: "/sign-up" | "/auth/forgot" | "/account" }) {
  return (
    <AuthPage
      title={t("This link is not complete")}
      about={t("Open it from the mail once more. A link is good once; ask for another one if it was used.")}
    >
      <Button asChild look="primary" size="lg" className="w-full">
        <Link to={again}>{t("Ask for another link")}</Link>
      </Button>
    </AuthPage>
  );
}

import { useNavigate } from "@tanstack/react-router";

import type { Session } from "@/api/session";
import { SignInForm } from "@/auth/sign-in-form";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { t } from "@/lib/i18n";

/** What stands above the page when the session of `last` has ended. */
export default function SessionEndedDialog({ last }: { last: Session | null }) {
  const navigate = useNavigate();
  const leave = () => void navigate({ to: "/sign-in", search: { to: location.pathname + location.search } });
  if (last?.kind === "guest") {
    return (
      <Dialog
        open
        onOpenChange={leave}
        title={t("Your time as a guest is over")}
        description={t("What you made is removed. An account stays, and is free to make.")}
        footer={
          <Button look="primary" onClick={() => void navigate({ to: "/sign-up" })}>
            {t("Make an account")}
          </Button>
        }
      />
    );
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => open || leave()}
      title={t("Your session has ended")}
      description={t("Sign in again to go on where you were. What is not saved yet is kept in this browser.")}
    >
      <SignInForm email={last?.kind === "user" ? last.user.email : undefined} onDone={() => undefined} />
    </Dialog>
  );
}

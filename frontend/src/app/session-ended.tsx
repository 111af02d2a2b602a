import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";

import { identity, useSession } from "@/api/session";
import { SignInForm } from "@/auth/sign-in-form";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { t } from "@/lib/i18n";

/** Asks for the password in place when the session ends: what is open and not saved yet stays. */
export function SessionEnded() {
  const session = useSession((state) => state.session);
  const navigate = useNavigate();
  const [last, setLast] = useState(session);
  if (session && session.kind !== "none" && identity(session) !== identity(last)) setLast(session);
  const ended = session?.kind === "none" && session.ended;
  const leave = () => void navigate({ to: "/sign-in", search: { to: location.pathname + location.search } });
  if (last?.kind === "guest") {
    return (
      <Dialog
        open={ended}
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
      open={ended}
      onOpenChange={(open) => open || leave()}
      title={t("Your session has ended")}
      description={t("Sign in again to go on where you were. What is not saved yet is kept in this browser.")}
    >
      <SignInForm email={last?.kind === "user" ? last.user.email : undefined} onDone={() => undefined} />
    </Dialog>
  );
}

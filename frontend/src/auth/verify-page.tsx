import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";

import { convertGuest, useVerify } from "@/api/auth";
import { bare, userChanged } from "@/api/session";
import { AuthPage } from "@/auth/auth-page";
import { LinkOver } from "@/auth/link-over";
import { useMailToken } from "@/auth/mail-token";
import { NewPassword } from "@/auth/new-password";
import { destination } from "@/auth/pending-invitation";
import { ProblemNote } from "@/components/problem-note";
import { Button } from "@/components/ui/button";
import { toast } from "@/components/ui/toast";
import { fieldsOf } from "@/lib/form";
import { t } from "@/lib/i18n";

/** The mail's link leads here: a password, and the account is there. What a guest has made comes along. */
export function VerifyPage() {
  const token = useMailToken();
  const navigate = useNavigate();
  const verify = useVerify();
  const [arriving, setArriving] = useState(false);
  if (!token) return <LinkOver again="/sign-up" />;
  const arrive = async () => {
    setArriving(true);
    try {
      const { data: options } = await bare.GET("/api/v1/auth");
      if (options?.guest) {
        userChanged(await convertGuest());
        toast.ok(t("Everything you made as a guest is in your account now."));
      }
    } catch (error) {
      toast.error(error);
    }
    await navigate({ href: destination(), replace: true });
  };
  return (
    <AuthPage title={t("Choose a password")} about={t("Your address is confirmed. This is the last step.")}>
      <form
        className="space-y-3"
        onSubmit={(event) =>
          verify.mutate({ token, ...fieldsOf(event, "password") }, { onSuccess: () => void arrive() })
        }
      >
        <NewPassword autoFocus />
        <ProblemNote error={verify.error} />
        <Button
          look="primary"
          size="lg"
          type="submit"
          className="w-full"
          disabled={verify.isPending || arriving}
        >
          {t("Create the account")}
        </Button>
      </form>
    </AuthPage>
  );
}

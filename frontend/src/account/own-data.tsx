import { useNavigate } from "@tanstack/react-router";
import { Download, Trash2 } from "lucide-react";
import { useId, useState } from "react";

import { exportAccount, useErase } from "@/api/account";
import { signOut, type User } from "@/api/session";
import { Reassure } from "@/account/reassure";
import { ProblemNote } from "@/components/problem-note";
import { Section } from "@/components/section";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { PasswordInput } from "@/components/ui/password-input";
import { toast } from "@/components/ui/toast";
import { saveBlob } from "@/lib/download";
import { fieldsOf } from "@/lib/form";
import { t } from "@/lib/i18n";

/** All that one owns: to take along, or to be gone. */
export function OwnData({ user }: { user: User }) {
  const [asking, setAsking] = useState<"export" | "erase" | null>(null);
  return (
    <>
      <Section
        title={t("Take your data along")}
        about={t("Account, flows, runs, data and files as one archive. Secrets are left out.")}
      >
        <Button onClick={() => setAsking("export")}>
          <Download />
          {t("Export everything")}
        </Button>
      </Section>
      <Section
        title={t("Erase the account")}
        about={t(
          "The account and each workspace that is yours alone, with flows, runs, files and credentials.",
        )}
      >
        <Button look="danger" onClick={() => setAsking("erase")}>
          <Trash2 />
          {t("Erase …")}
        </Button>
      </Section>
      <Reassure
        open={asking === "export"}
        user={user}
        title={t("Export everything")}
        description={t("The archive has all that you own, so it is made for you alone.")}
        action={t("Export")}
        onClose={() => setAsking(null)}
        onSure={async (password) => {
          saveBlob("flow-builder.zip", await exportAccount(password));
          toast.ok(t("The archive is being saved."));
        }}
      />
      {asking === "erase" && <Erase user={user} onClose={() => setAsking(null)} />}
    </>
  );
}

function Erase({ user, onClose }: { user: User; onClose: () => void }) {
  const erase = useErase();
  const navigate = useNavigate();
  const form = useId();
  const [typed, setTyped] = useState("");
  const sure = typed.trim().toLowerCase() === user.email.toLowerCase();
  const gone = async () => {
    await signOut();
    await navigate({ to: "/", replace: true });
    toast.ok(t("Your account is erased. Nothing of it is left here."));
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => open || onClose()}
      title={t("Erase the account")}
      description={t("Nobody can undo this. Export what you want to keep before.")}
      footer={
        <>
          <Button onClick={onClose}>{t("Cancel")}</Button>
          <Button type="submit" form={form} look="danger" disabled={!sure || erase.isPending}>
            {t("Erase for good")}
          </Button>
        </>
      }
    >
      <form
        id={form}
        className="space-y-3"
        onSubmit={(event) => {
          const { email, password } = fieldsOf(event, "email", "password");
          erase.mutate({ email: email.trim(), password: password || null }, { onSuccess: () => void gone() });
        }}
      >
        <Field label={t("Type {email} to confirm", { email: user.email })}>
          {(about) => (
            <Input
              {...about}
              name="email"
              autoComplete="off"
              value={typed}
              onChange={(event) => setTyped(event.target.value)}
              autoFocus
            />
          )}
        </Field>
        {user.has_password && (
          <Field label={t("Your password")}>
            {(about) => <PasswordInput {...about} name="password" autoComplete="current-password" required />}
          </Field>
        )}
        <ProblemNote error={erase.error} />
      </form>
    </Dialog>
  );
}

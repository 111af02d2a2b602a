import { Copy, Download, ShieldCheck } from "lucide-react";
import { useState } from "react";

import { useBeginTwoFactor, useConfirmTwoFactor, useNewRecoveryCodes, useStopTwoFactor } from "@/api/account";
import { type User, userChanged } from "@/api/session";
import { QrCode } from "@/account/qr-code";
import { Reassure } from "@/account/reassure";
import { Badge } from "@/components/badge";
import { ProblemNote } from "@/components/problem-note";
import { Section } from "@/components/section";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { toast } from "@/components/ui/toast";
import { saveText } from "@/lib/download";
import { fieldsOf } from "@/lib/form";
import { t } from "@/lib/i18n";

type Asking = "begin" | "codes" | "stop" | null;

/** Codes of an authenticator app beside the password. */
export function TwoFactor({ user }: { user: User }) {
  const begin = useBeginTwoFactor();
  const stop = useStopTwoFactor();
  const renew = useNewRecoveryCodes();
  const [asking, setAsking] = useState<Asking>(null);
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const setup = user.two_factor ? undefined : begin.data;
  const sure = {
    begin: (password: string | null) => begin.mutateAsync(password),
    codes: async (password: string | null) => setCodes((await renew.mutateAsync(password)).codes),
    stop: async (password: string | null) => {
      await stop.mutateAsync(password);
      begin.reset();
      setCodes(null);
      userChanged({ ...user, two_factor: false });
    },
  };
  const on = (shown: readonly string[]) => {
    setCodes(shown);
    userChanged({ ...user, two_factor: true });
  };
  return (
    <Section
      title={
        <span className="flex items-center gap-2">
          {t("Codes of an authenticator app")}
          {user.two_factor && (
            <Badge tone="ok">
              <ShieldCheck />
              {t("On")}
            </Badge>
          )}
        </span>
      }
      about={t(
        "Signing in takes a code of your phone besides the password: a stolen password is not enough.",
      )}
    >
      {codes && <RecoveryCodes codes={codes} />}
      {setup && <SetUp secret={setup.secret} uri={setup.uri} onCodes={on} />}
      <div className="flex flex-wrap gap-2">
        {!user.two_factor && !setup && (
          <Button look="primary" onClick={() => setAsking("begin")}>
            {t("Set it up")}
          </Button>
        )}
        {user.two_factor && (
          <>
            <Button onClick={() => setAsking("codes")}>{t("New recovery codes")}</Button>
            <Button look="quiet" onClick={() => setAsking("stop")}>
              {t("Turn it off")}
            </Button>
          </>
        )}
      </div>
      {asking && (
        <Reassure
          open
          user={user}
          title={t("Is it you?")}
          description={
            asking === "stop"
              ? t("From then on the password alone signs in, and the recovery codes are worth nothing.")
              : t("What protects your account is changed by you alone.")
          }
          action={asking === "stop" ? t("Turn it off") : t("Go on")}
          danger={asking === "stop"}
          onClose={() => setAsking(null)}
          onSure={sure[asking]}
        />
      )}
    </Section>
  );
}

interface SetUpProps {
  secret: string;
  uri: string;
  onCodes: (codes: readonly string[]) => void;
}

function SetUp({ secret, uri, onCodes }: SetUpProps) {
  const confirm = useConfirmTwoFactor();
  return (
    <div className="flex flex-col gap-5 sm:flex-row">
      <QrCode text={uri} label={t("QR code for the authenticator app")} />
      <form
        className="min-w-0 flex-1 space-y-3"
        onSubmit={(event) =>
          confirm.mutate(fieldsOf(event, "code").code.replace(/\s/g, ""), {
            onSuccess: ({ codes }) => onCodes(codes),
          })
        }
      >
        <p className="text-sm text-ink-soft">
          {t("Scan this with your authenticator app, then type the code that it shows. Or type this key:")}
        </p>
        <p className="font-mono text-sm break-all select-all" data-testid="totp-secret">
          {secret.match(/.{1,4}/g)?.join(" ")}
        </p>
        <Field label={t("Code of the app")}>
          {(about) => (
            <Input
              {...about}
              name="code"
              inputMode="numeric"
              autoComplete="one-time-code"
              className="max-w-40 font-mono tracking-widest"
              maxLength={7}
              autoFocus
              required
            />
          )}
        </Field>
        <ProblemNote error={confirm.error} />
        <Button look="primary" type="submit" disabled={confirm.isPending}>
          {t("Turn it on")}
        </Button>
      </form>
    </div>
  );
}

/** Codes that are shown this once. */
function RecoveryCodes({ codes }: { codes: readonly string[] }) {
  const text = codes.join("\n");
  return (
    <div className="mb-4 rounded-lg border border-wait/40 bg-wait-soft/50 p-4">
      <p className="text-sm font-medium">{t("Keep these recovery codes in a safe place")}</p>
      <p className="text-sm text-ink-soft">
        {t("Each signs you in once when the phone is not there. They are not shown again.")}
      </p>
      <ul
        aria-label={t("Recovery codes")}
        className="my-3 grid grid-cols-2 gap-x-6 gap-y-1 font-mono text-sm sm:max-w-md"
      >
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div className="flex gap-2">
        <Button
          size="sm"
          onClick={() => void navigator.clipboard.writeText(text).then(() => toast.ok(t("Copied")))}
        >
          <Copy />
          {t("Copy")}
        </Button>
        <Button size="sm" onClick={() => saveText("flow-builder-recovery-codes.txt", text, "text/plain")}>
          <Download />
          {t("Download")}
        </Button>
      </div>
    </div>
  );
}

import { type ReactNode, useState } from "react";

import { useSignIn } from "@/api/auth";
import { ApiError } from "@/api/errors";
import { ProblemNote } from "@/components/problem-note";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { PasswordInput } from "@/components/ui/password-input";
import { fieldsOf } from "@/lib/form";
import { t } from "@/lib/i18n";

interface Props {
  email?: string;
  onDone: () => void;
  /** Stands at the right of the password's label. */
  side?: ReactNode;
}

/** E-mail address and password, then the code of the authenticator app where one is asked for. */
export function SignInForm({ email, onDone, side }: Props) {
  const signIn = useSignIn();
  const [known, setKnown] = useState<{ email: string; password: string } | null>(null);
  const enter = (given: { email: string; password: string; code?: string }) =>
    signIn.mutate(given, {
      onSuccess: onDone,
      onError: (error) => {
        if (error instanceof ApiError && error.code === "auth.code_required") {
          signIn.reset();
          setKnown({ email: given.email, password: given.password });
        }
      },
    });
  if (known) {
    return (
      <CodeForm
        error={signIn.error}
        pending={signIn.isPending}
        onCode={(code) => enter({ ...known, code })}
        onBack={() => {
          signIn.reset();
          setKnown(null);
        }}
      />
    );
  }
  return (
    <form className="space-y-3" onSubmit={(event) => enter(fieldsOf(event, "email", "password"))}>
      <Field label={t("E-mail address")}>
        {(about) => (
          <Input
            {...about}
            name="email"
            type="email"
            autoComplete="username"
            defaultValue={email}
            autoFocus={!email}
            required
          />
        )}
      </Field>
      <Field label={t("Password")} side={side}>
        {(about) => (
          <PasswordInput
            {...about}
            name="password"
            autoComplete="current-password"
            autoFocus={Boolean(email)}
            required
          />
        )}
      </Field>
      <ProblemNote error={signIn.error} />
      <Button look="primary" size="lg" type="submit" className="w-full" disabled={signIn.isPending}>
        {t("Sign in")}
      </Button>
    </form>
  );
}

interface CodeProps {
  error: unknown;
  pending: boolean;
  onCode: (code: string) => void;
  onBack: () => void;
}

function CodeForm({ error, pending, onCode, onBack }: CodeProps) {
  const [recovery, setRecovery] = useState(false);
  return (
    <form
      className="space-y-3"
      onSubmit={(event) => onCode(fieldsOf(event, "code").code.trim())}
      key={String(recovery)}
    >
      <Field
        label={recovery ? t("Recovery code") : t("Code of your authenticator app")}
        hint={
          recovery
            ? t("One of the codes that you kept when you turned this on. Each is good once.")
            : t("Six digits, new every 30 seconds.")
        }
      >
        {(about) => (
          <Input
            {...about}
            name="code"
            autoComplete="one-time-code"
            inputMode={recovery ? "text" : "numeric"}
            maxLength={40}
            className="font-mono tracking-widest"
            autoFocus
            required
          />
        )}
      </Field>
      <ProblemNote error={error} />
      <Button look="primary" size="lg" type="submit" className="w-full" disabled={pending}>
        {t("Go on")}
      </Button>
      <div className="flex justify-between">
        <Button look="quiet" size="sm" onClick={onBack}>
          {t("Back")}
        </Button>
        <Button look="quiet" size="sm" onClick={() => setRecovery(!recovery)}>
          {recovery ? t("Use the app instead") : t("Use a recovery code")}
        </Button>
      </div>
    </form>
  );
}

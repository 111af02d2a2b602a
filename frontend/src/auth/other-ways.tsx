import { KeyRound } from "lucide-react";
import { useState } from "react";

import { goToIssuer } from "@/api/auth";
import type { SignInOptions } from "@/api/session";
import { ProblemNote } from "@/components/problem-note";
import { Button } from "@/components/ui/button";
import { t } from "@/lib/i18n";

/** Buttons for the outside issuers that this host knows. */
export function OtherWays({ issuers, to }: { issuers: SignInOptions["issuers"]; to?: string }) {
  const [error, setError] = useState<unknown>(null);
  if (issuers.length === 0) return null;
  return (
    <>
      <div className="flex items-center gap-3 text-xs text-ink-faint">
        <span className="h-px flex-1 bg-line" />
        {t("or")}
        <span className="h-px flex-1 bg-line" />
      </div>
      {issuers.map((issuer) => (
        <Button
          key={issuer.name}
          size="lg"
          className="w-full"
          onClick={() => void goToIssuer(issuer.name, { link: false, to }).catch(setError)}
        >
          <KeyRound />
          {t("Go on with {issuer}", { issuer: issuer.title })}
        </Button>
      ))}
      <ProblemNote error={error} />
    </>
  );
}

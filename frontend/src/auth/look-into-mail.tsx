import { useQuery } from "@tanstack/react-query";
import { MailCheck } from "lucide-react";

import { signInOptionsQuery } from "@/api/auth";
import { t } from "@/lib/i18n";

/** Says where the link is that was sent; a host without a mail server keeps it. */
export function LookIntoMail({ email }: { email: string }) {
  const kept = useQuery(signInOptionsQuery).data?.mails === "kept";
  return (
    <div role="status" className="flex flex-col items-center gap-3 py-2 text-center">
      <span className="flex size-11 items-center justify-center rounded-full bg-accent-soft text-accent">
        <MailCheck className="size-5" />
      </span>
      <p className="text-sm">
        {kept
          ? t("The mail to {email} is in the folder mail/ of this host's data: it has no mail server.", {
              email,
            })
          : t("We have sent a link to {email}. It is good for a while, and once.", { email })}
      </p>
      <p className="text-xs text-ink-faint">
        {kept
          ? t("Whoever runs the host can read it there, or set FLOW_MAIL so that mails are sent.")
          : t("Nothing there? Look into the folder for unwanted mails, or try again.")}
      </p>
    </div>
  );
}

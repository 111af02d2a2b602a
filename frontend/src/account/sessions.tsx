import { useQuery } from "@tanstack/react-query";
import { Laptop, LogOut, Smartphone, Terminal } from "lucide-react";

import { type AccountSession, sessionsQuery, useEndSession, useEndSessions } from "@/api/account";
import { agentName } from "@/account/agent";
import { Badge } from "@/components/badge";
import { Loaded } from "@/components/loaded";
import { Section } from "@/components/section";
import { Button } from "@/components/ui/button";
import { toast } from "@/components/ui/toast";
import { ago, dateTime } from "@/lib/format";
import { t, tn } from "@/lib/i18n";

/** Where one is signed in. */
export function Sessions() {
  const query = useQuery(sessionsQuery);
  const endAll = useEndSessions();
  const done = ({ ended }: { ended: number }) =>
    toast.ok(tn(ended, "{n} other place is signed out", "{n} other places are signed out"));
  return (
    <Section
      title={t("Where you are signed in")}
      about={t("A session ends 30 days after its last use.")}
      actions={
        <Button
          disabled={endAll.isPending || (query.data?.length ?? 0) < 2}
          onClick={() => endAll.mutate(undefined, { onSuccess: done })}
        >
          {t("Sign out everywhere else")}
        </Button>
      }
    >
      <Loaded query={query}>
        {(sessions) => (
          <ul className="divide-y">
            {sessions.map((session) => (
              <Row key={session.id} session={session} />
            ))}
          </ul>
        )}
      </Loaded>
    </Section>
  );
}

function Row({ session }: { session: AccountSession }) {
  const end = useEndSession();
  const { name, kind } = agentName(session.agent);
  const Icon = { phone: Smartphone, computer: Laptop, program: Terminal }[kind];
  return (
    <li className="flex items-center gap-3 py-2.5">
      <Icon className="size-5 shrink-0 text-ink-faint" strokeWidth={1.5} />
      <div className="min-w-0 flex-1">
        <p className="flex items-center gap-2 text-sm font-medium">
          <span className="truncate" title={session.agent}>
            {name || t("Unknown program")}
          </span>
          {session.current && <Badge tone="accent">{t("This one")}</Badge>}
        </p>
        <p className="truncate text-xs text-ink-faint" title={dateTime(session.created_at)}>
          {t("{address}, last used {time}", { address: session.address, time: ago(session.used_at) })}
        </p>
      </div>
      {!session.current && (
        <Button size="sm" look="quiet" disabled={end.isPending} onClick={() => end.mutate(session.id)}>
          <LogOut />
          {t("Sign out")}
        </Button>
      )}
    </li>
  );
}

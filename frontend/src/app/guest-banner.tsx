import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Hourglass, Sparkles } from "lucide-react";
import { useState } from "react";

import { convertGuest, signInOptionsQuery } from "@/api/auth";
import { userChanged, useSession } from "@/api/session";
import { queries } from "@/app/queries";
import { Button } from "@/components/ui/button";
import { toast } from "@/components/ui/toast";
import { useNow } from "@/hooks/use-now";
import { t, tn } from "@/lib/i18n";

const BAR =
  "flex items-center justify-center gap-x-3 gap-y-1 border-b px-3 py-1.5 text-center text-sm [&>svg]:size-4 [&>svg]:shrink-0";

/** Says for how long a guest has what they made, and how to keep it. */
export function GuestBanner() {
  const session = useSession((state) => state.session);
  if (session?.kind === "guest") return <TimeLeft endsAt={session.endsAt} />;
  return session?.kind === "user" ? <ComeAlong /> : null;
}

function TimeLeft({ endsAt }: { endsAt: number }) {
  const left = Math.max(0, endsAt - useNow(true, 60_000));
  const hours = Math.floor(left / 3_600_000);
  const time =
    hours > 0
      ? tn(hours, "{n} hour", "{n} hours")
      : tn(Math.ceil(left / 60_000), "{n} minute", "{n} minutes");
  return (
    <aside aria-label={t("Guest")} className={`${BAR} bg-accent-soft text-accent`}>
      <Hourglass className="hidden sm:block" />
      <span className="min-w-0 truncate">
        {t("You are a guest: what you make is kept for {time}.", { time })}
      </span>
      <Link to="/sign-up" className="shrink-0 font-semibold underline underline-offset-2">
        {t("Keep everything")}
      </Link>
    </aside>
  );
}

/** Who was a guest here and has signed in to an account that was there takes along what they made, or leaves it. */
function ComeAlong() {
  const options = useQuery({ ...signInOptionsQuery, staleTime: Infinity }).data;
  const [busy, setBusy] = useState(false);
  const [later, setLater] = useState(false);
  if (!options?.guest || later) return null;
  const take = async () => {
    setBusy(true);
    try {
      userChanged(await convertGuest());
      toast.ok(t("What you made as a guest is in your account, as a workspace or in your own."));
    } catch (error) {
      toast.error(error);
      setLater(true);
    }
    await queries.invalidateQueries();
    setBusy(false);
  };
  return (
    <aside aria-label={t("Guest")} className={`${BAR} flex-wrap bg-accent-soft text-accent`}>
      <Sparkles />
      <span>{t("You were a guest in this browser. Take along what you made?")}</span>
      <Button size="sm" look="primary" disabled={busy} onClick={() => void take()}>
        {t("Take it along")}
      </Button>
      <Button size="sm" look="quiet" onClick={() => setLater(true)}>
        {t("Not now")}
      </Button>
    </aside>
  );
}

import { useQuery } from "@tanstack/react-query";
import { CheckCheck, FlaskConical, Undo2 } from "lucide-react";

import { type Canary, canaryQuery, type Tally, useEndCanary } from "@/api/canaries";
import { flowQuery } from "@/api/flows";
import { ActionButton } from "@/components/action-button";
import { Badge } from "@/components/badge";
import { confirm } from "@/components/ui/confirm";
import { toast } from "@/components/ui/toast";
import { duration } from "@/lib/format";
import { formatNumber, t, tn } from "@/lib/i18n";

/** Returns what is tried out of a flow, if anything is. */
export function useCanary(flow: string): Canary | null {
  const tried = useQuery({ ...flowQuery(flow), select: ({ canary }) => canary }).data ?? null;
  const status = useQuery({ ...canaryQuery(flow), enabled: tried !== null }).data;
  return tried && status?.version === tried.version ? status : null;
}

/** A version that is tried out: its share, how both versions do, how long still, and the two ways to end that. */
export function CanaryStatus({ flow, canary }: { flow: string; canary: Canary }) {
  const end = useEndCanary(flow);
  const { version, stable } = canary;
  const decide = async (how: "promote" | "withdraw") => {
    const sure = await confirm(
      how === "promote"
        ? {
            title: t("Let all runs execute version {n}?", { n: version }),
            description: t("Version {n} stays among the versions.", { n: stable }),
            action: t("For all runs"),
          }
        : {
            title: t("Take version {n} back?", { n: version }),
            description: t("All runs execute version {n} again. Runs under way end as they began.", {
              n: stable,
            }),
            action: t("Take back"),
          },
    );
    if (sure)
      end.mutate(how, {
        onSuccess: () =>
          toast.ok(t("All runs execute version {n}", { n: how === "promote" ? version : stable })),
      });
  };
  return (
    <section
      aria-label={t("Version {n} is tried out", { n: version })}
      className="border-b bg-busy-soft/40 px-4 py-3"
    >
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <FlaskConical className="size-4 shrink-0 text-busy" />
        <div className="min-w-52 flex-1">
          <h2 className="text-sm font-semibold">{t("Version {n} is tried out", { n: version })}</h2>
          <p className="text-xs text-ink-soft">{plan(canary)}</p>
        </div>
        <div className="flex gap-1.5">
          <ActionButton
            size="sm"
            look="primary"
            operation="flows_promote"
            disabled={end.isPending}
            onClick={() => void decide("promote")}
          >
            <CheckCheck />
            {t("For all runs")}
          </ActionButton>
          <ActionButton
            size="sm"
            operation="flows_withdraw"
            disabled={end.isPending}
            onClick={() => void decide("withdraw")}
          >
            <Undo2 />
            {t("Take back")}
          </ActionButton>
        </div>
      </div>
      <div className="mt-2.5 grid gap-2 sm:grid-cols-2">
        <Side number={version} share={canary.percent} tally={canary.tried} most={canary.failures} />
        <Side number={stable} share={100 - canary.percent} tally={canary.others} />
      </div>
    </section>
  );
}

/** How the runs of one of the two versions have ended. */
function Side(props: { number: number; share: number; tally: Tally; most?: number }) {
  const { number, share, tally, most } = props;
  const runs = tally.succeeded + tally.failed;
  return (
    <div className="rounded-md border bg-surface px-3 py-2">
      <p className="flex items-center gap-2 text-xs font-medium">
        {t("Version {n}", { n: number })}
        <Badge tone={most === undefined ? "plain" : "busy"}>{t("{n} % of the runs", { n: share })}</Badge>
      </p>
      <p className="mt-1 text-sm tabular-nums">
        {tn(runs, "{n} run", "{n} runs")}
        <span className={tally.failed ? "text-bad" : "text-ink-soft"}>
          {" · "}
          {most === undefined
            ? t("{n} failed", { n: formatNumber(tally.failed) })
            : t("{n} of {most} failed", { n: formatNumber(tally.failed), most })}
        </span>
      </p>
      <div
        className="mt-1.5 flex h-1.5 overflow-hidden rounded-full bg-hover"
        role="img"
        aria-label={t("{ok} succeeded, {bad} failed", { ok: tally.succeeded, bad: tally.failed })}
      >
        {runs > 0 && <span className="bg-ok" style={{ flexGrow: tally.succeeded }} />}
        {runs > 0 && <span className="bg-bad" style={{ flexGrow: tally.failed }} />}
      </div>
    </div>
  );
}

/** Says when it ends and how. */
function plan({ until, failures, successes }: Canary): string {
  const back = tn(failures, "Taken back after {n} failed run.", "Taken back after {n} failed runs.");
  if (until) {
    const left = until - Date.now();
    if (left <= 0) return t("Its time is up: all runs execute it.");
    return `${t("For all runs in {time}, unless it fails.", { time: duration(Math.max(left, 60_000)) })} ${back}`;
  }
  if (successes) return `${t("For all runs after {n} that succeeded.", { n: successes })} ${back}`;
  return `${t("Until somebody decides.")} ${back}`;
}

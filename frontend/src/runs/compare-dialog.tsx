import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";

import { runsQuery } from "@/api/runs";
import type { Run } from "@/api/types";
import { StatusIcon } from "@/components/status";
import { Dialog } from "@/components/ui/dialog";
import { dateTime } from "@/lib/format";
import { t } from "@/lib/i18n";
import { Elapsed } from "@/runs/elapsed";
import { Trigger } from "@/runs/triggers";

/** Chooses the run of the same flow that one is compared with. */
export default function CompareDialog({ run, close }: { run: Run; close: () => void }) {
  const query = useInfiniteQuery(runsQuery({ flow: run.flow }));
  const others = query.data?.pages.flatMap((page) => page.items).filter((each) => each.id !== run.id) ?? [];
  return (
    <Dialog
      open
      onOpenChange={(open) => open || close()}
      title={t("Compare with another run")}
      description={t("Shows which steps went otherwise, and what they gave.")}
    >
      {query.isPending ? (
        <div className="h-24 skeleton" aria-busy />
      ) : others.length === 0 ? (
        <p className="text-sm text-ink-soft">{t("This flow has no other run yet.")}</p>
      ) : (
        <ul aria-label={t("Runs of this flow")} className="-mx-2">
          {others.map((other) => (
            <li key={other.id}>
              <Link
                to="/runs/$run/compare/$other"
                params={{ run: other.id, other: run.id }}
                className="flex items-center gap-2.5 rounded-md px-2 py-1.5 text-sm hover:bg-hover"
              >
                <StatusIcon status={other.status} />
                <time className="min-w-0 flex-1 truncate">{dateTime(other.created_at)}</time>
                <Trigger trigger={other.trigger} />
                <span className="w-16 text-right text-xs text-ink-soft numeric">
                  <Elapsed run={other} />
                </span>
              </Link>
            </li>
          ))}
        </ul>
      )}
    </Dialog>
  );
}

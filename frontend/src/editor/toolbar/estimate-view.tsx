import { useQuery } from "@tanstack/react-query";
import { Coins } from "lucide-react";

import { type Estimate, estimateQuery } from "@/api/versions";
import { useEditor } from "@/editor/store";
import { nodeById } from "@/flow/document";
import { formatNumber, t, tn } from "@/lib/i18n";
import { dollars } from "@/lib/money";

const SHOWN = 4;

/** What a run of the draft will cost, as the host counts it: in credits, dollars, and by the dearest steps. */
export function EstimateView({ flow }: { flow: string }) {
  const rev = useEditor((state) => state.rev);
  const query = useQuery(estimateQuery(flow, rev));
  const document = useEditor((state) => state.document);
  if (query.isPending) return <div className="h-14 skeleton" aria-busy />;
  if (!query.data) return null;
  const { credits, dollars: cost, nodes, loops } = query.data;
  const dearest = nodes
    .filter((node) => node.price > 0)
    .toSorted((a, b) => (b.credits.most ?? Infinity) - (a.credits.most ?? Infinity));
  return (
    <section aria-label={t("What a run costs")} className="rounded-lg border bg-ground/60 px-3 py-2 text-sm">
      <p className="flex flex-wrap items-baseline gap-x-2">
        <Coins className="size-4 self-center text-ink-faint" aria-hidden />
        <span className="font-medium">{t("A run takes {credits}", { credits: creditsText(credits) })}</span>
        <span className="text-xs text-ink-faint">{dollarsText(cost)}</span>
      </p>
      {dearest.length > 0 && (
        <ul className="mt-1.5 space-y-0.5 text-xs text-ink-soft">
          {dearest.slice(0, SHOWN).map((node) => (
            <li key={node.node} className="flex gap-2">
              <span className="min-w-0 flex-1 truncate">
                {nodeById(document, node.node)?.name || node.key}
              </span>
              <span className="numeric">{creditsText(node.credits)}</span>
            </li>
          ))}
        </ul>
      )}
      {loops.map((loop) => (
        <p key={loop.node} className="mt-1 text-xs text-ink-faint">
          {t("{loop}: {credits} per iteration, {n} at most", {
            loop: loop.key,
            credits: creditsText(loop.per_iteration),
            n: formatNumber(loop.max_iterations),
          })}
        </p>
      ))}
    </section>
  );
}

type Range = Estimate["credits"];

function creditsText({ least, most }: Range): string {
  if (most === null) return tn(least, "{n} credit or more", "{n} credits or more");
  if (least === most) return tn(most, "{n} credit", "{n} credits");
  return t("{least} to {most} credits", { least: formatNumber(least), most: formatNumber(most) });
}

function dollarsText({ least, most }: Estimate["dollars"]): string {
  if (most === null) return t("from {least} in the cloud", { least: dollars(least) });
  return least === most
    ? t("about {most} in the cloud", { most: dollars(most) })
    : t("{least} to {most} in the cloud", { least: dollars(least), most: dollars(most) });
}

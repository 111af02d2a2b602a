import type { Comparison } from "@/api/runs";
import { cn } from "@/lib/cn";
import { msg, t } from "@/lib/i18n";

const LOOKS = {
  added: { label: msg("new in B"), look: "bg-ok-soft text-ok" },
  removed: { label: msg("gone in B"), look: "bg-bad-soft text-bad" },
  changed: { label: msg("changed"), look: "bg-wait-soft text-wait" },
} as const;

/** What differs in the flow that the two runs executed; nothing when they executed the same. */
export function DocumentChanges({ diff }: { diff: Comparison["document"] }) {
  const nodes = (diff?.nodes ?? []).filter((node) => node.change !== "moved");
  const wires = diff?.edges?.length ?? 0;
  if (nodes.length === 0 && wires === 0) return null;
  return (
    <section aria-label={t("Changes of the flow")} className="border-t px-4 py-3 sm:px-6">
      <h2 className="text-xs font-medium text-ink-faint">{t("The flow itself differs")}</h2>
      <ul className="mt-1.5 space-y-1 text-sm">
        {nodes.map((node) => {
          const { label, look } = LOOKS[node.change as keyof typeof LOOKS];
          return (
            <li key={node.id} className="flex flex-wrap items-baseline gap-x-2">
              <span className={cn("rounded px-1.5 text-2xs font-medium", look)}>{t(label)}</span>
              <span className="font-medium">{node.key}</span>
              <span className="min-w-0 text-xs break-words text-ink-faint">
                {node.fields?.map((field) => field.path).join(", ")}
              </span>
            </li>
          );
        })}
        {wires > 0 && <li className="text-xs text-ink-soft">{t("{n} wires differ", { n: wires })}</li>}
      </ul>
    </section>
  );
}

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";

import { diffQuery, flowQuery, flowVersionQuery, rollBack, versionsQuery } from "@/api/flows";
import { keys } from "@/api/keys";
import { Button } from "@/components/ui/button";
import { confirm } from "@/components/ui/confirm";
import { toast } from "@/components/ui/toast";
import { flush } from "@/editor/autosave";
import { DiffView } from "@/editor/panels/diff-view";
import { edit, openFlow, useEditor } from "@/editor/store";
import { cn } from "@/lib/cn";
import { ago, dateTime } from "@/lib/format";
import { t } from "@/lib/i18n";

/** Published versions: what differs from the draft, back to one, or its document as the draft. */
export function VersionList() {
  const flow = useEditor((state) => state.flow);
  const rev = useEditor((state) => state.rev);
  const versions = useQuery(versionsQuery(flow)).data ?? [];
  const [chosen, choose] = useState<number | null>(null);
  const number = chosen ?? versions[0]?.number ?? null;
  const cache = useQueryClient();
  const diff = useQuery({ ...diffQuery(flow, number, rev), enabled: number !== null }).data;
  const back = useMutation({
    mutationFn: async (version: number) => {
      await flush();
      return rollBack(flow, version, t("Back to version {n}", { n: version }));
    },
    onSuccess: async ({ number: now }) => {
      toast.ok(t("Version {n} is published", { n: now }));
      await cache.invalidateQueries({ queryKey: keys.flows });
      openFlow(await cache.query({ ...flowQuery(flow), staleTime: 0 }), t("Opened"));
    },
  });
  if (versions.length === 0)
    return (
      <p className="p-4 text-sm text-ink-soft">
        {t("Nothing is published yet. Until then runs execute the draft.")}
      </p>
    );
  const restore = async (version: number) => {
    const { document } = await cache.query(flowVersionQuery(flow, version));
    edit(t("Restore version {n}", { n: version }), () => document);
  };
  const rollback = async (version: number) => {
    const sure = await confirm({
      title: t("Go back to version {n}?", { n: version }),
      description: t(
        "It is published again as the newest version and becomes the draft. The versions in between stay.",
      ),
      action: t("Go back"),
    });
    if (sure) back.mutate(version);
  };
  return (
    <div className="flex min-h-0 flex-1">
      <ol className="w-64 shrink-0 overflow-y-auto border-r p-2">
        {versions.map((version) => (
          <li key={version.number}>
            <button
              type="button"
              className={cn(
                "w-full rounded-md px-2 py-1.5 text-left hover:bg-hover",
                version.number === number && "bg-accent-soft",
              )}
              onClick={() => choose(version.number)}
            >
              <span className="flex items-center gap-2 text-sm font-medium">
                {t("Version {n}", { n: version.number })}
                <time
                  className="ml-auto text-2xs font-normal text-ink-faint"
                  title={dateTime(version.created_at)}
                >
                  {ago(version.created_at)}
                </time>
              </span>
              <span className="block truncate text-xs text-ink-soft">
                {version.message || t("Without a message")}
              </span>
            </button>
          </li>
        ))}
      </ol>
      <div className="flex min-w-0 flex-1 flex-col">
        {number !== null && (
          <div className="flex items-center gap-2 border-b px-3 py-1.5 text-xs text-ink-soft">
            <span className="flex-1">{t("From version {n} to the draft", { n: number })}</span>
            <Button size="sm" onClick={() => void restore(number)}>
              {t("As draft")}
            </Button>
            <Button size="sm" disabled={back.isPending} onClick={() => void rollback(number)}>
              {t("Roll back")}
            </Button>
          </div>
        )}
        {diff && <DiffView diff={diff} />}
      </div>
    </div>
  );
}

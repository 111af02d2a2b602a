import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { FileClock, GitCompareArrows, History, PencilLine, Workflow } from "lucide-react";
import { useState } from "react";

import type { Canary } from "@/api/canaries";
import { flowQuery, flowVersionQuery, rollBack, versionsQuery } from "@/api/flows";
import { keys } from "@/api/keys";
import type { FlowDocument, FlowVersion } from "@/api/types";
import { comparisonQuery, differences } from "@/api/versions";
import { Empty } from "@/components/empty";
import { Button } from "@/components/ui/button";
import { confirm } from "@/components/ui/confirm";
import { toast } from "@/components/ui/toast";
import { flush } from "@/editor/autosave";
import { ComparisonDialog } from "@/editor/panels/comparison-dialog";
import { CanaryStatus, useCanary } from "@/editor/panels/canary-status";
import { MachineDialog } from "@/editor/panels/machine-dialog";
import { VersionRow } from "@/editor/panels/version-row";
import { VersionTags } from "@/editor/panels/version-tags";
import { edit, openFlow, useEditor } from "@/editor/store";
import { dateTime } from "@/lib/format";
import { t, tn } from "@/lib/i18n";

/** Published versions: what differs between two of them or from the draft, back to one, one as the draft. */
export function VersionList() {
  const flow = useEditor((state) => state.flow);
  const versions = useQuery(versionsQuery(flow));
  const canary = useCanary(flow);
  const [chosen, choose] = useState<number | null>(null);
  if (versions.isPending) return <div className="m-3 h-24 skeleton" aria-busy />;
  const found = versions.data ?? [];
  const shown = found.find(({ number }) => number === chosen) ?? found[0];
  if (!shown)
    return (
      <Empty icon={FileClock} title={t("Nothing is published yet")}>
        {t(
          "Until then runs execute the draft. Publish to keep a version that schedules and webhooks rely on.",
        )}
      </Empty>
    );
  return (
    <div className="flex min-h-0 flex-1 flex-col overflow-y-auto md:overflow-hidden">
      {canary && <CanaryStatus flow={flow} canary={canary} />}
      <div className="flex min-h-0 flex-1 flex-col md:flex-row">
        <ol
          aria-label={t("Versions")}
          className="max-h-32 shrink-0 overflow-y-auto border-b p-2 md:max-h-none md:w-64 md:border-r md:border-b-0"
        >
          {found.map((version) => (
            <VersionRow
              key={version.number}
              version={version}
              share={shareOf(version.number, canary)}
              chosen={version === shown}
              choose={() => choose(version.number)}
            />
          ))}
        </ol>
        <Chosen key={shown.number} version={shown} />
      </div>
    </div>
  );
}

/** Returns how many of a hundred runs a version gets while one is tried out. */
function shareOf(number: number, canary: Canary | null): number | null {
  if (number === canary?.version) return canary.percent;
  return number === canary?.stable ? 100 - canary.percent : null;
}

/** A version: what differs from it in the draft, and what can be done with it. */
function Chosen({ version }: { version: FlowVersion }) {
  const { number } = version;
  const [comparing, compare] = useState(false);
  const [machine, setMachine] = useState<FlowDocument | null>(null);
  const flow = useEditor((state) => state.flow);
  const cache = useQueryClient();
  const { restore, rollback, busy } = useBack(flow);
  const showMachine = async () => setMachine((await cache.query(flowVersionQuery(flow, number))).document);
  return (
    <div className="min-h-0 min-w-0 flex-1 space-y-3 overflow-y-auto p-4">
      <div>
        <h3 className="font-semibold">{t("Version {n}", { n: number })}</h3>
        <p className="text-xs text-ink-faint">{dateTime(version.created_at)}</p>
      </div>
      {version.message && <p className="text-sm whitespace-pre-wrap">{version.message}</p>}
      <VersionTags version={version} />
      <Differences version={number} />
      <div className="flex flex-wrap gap-1.5">
        <Button size="sm" onClick={() => compare(true)}>
          <GitCompareArrows />
          {t("Compare")}
        </Button>
        <Button size="sm" onClick={() => void showMachine()}>
          <Workflow />
          {t("As state machine")}
        </Button>
        <Button size="sm" onClick={() => void restore(number)}>
          <PencilLine />
          {t("Restore to the draft")}
        </Button>
        <Button size="sm" disabled={busy} onClick={() => void rollback(number)}>
          <History />
          {t("Roll back")}
        </Button>
      </div>
      {comparing && <ComparisonDialog version={number} close={() => compare(false)} />}
      {machine && (
        <MachineDialog document={machine} name={`${machine.name} ${number}`} close={() => setMachine(null)} />
      )}
    </div>
  );
}

/** How much differs from a version to the draft. */
function Differences({ version }: { version: number }) {
  const flow = useEditor((state) => state.flow);
  const rev = useEditor((state) => state.rev);
  const diff = useQuery(comparisonQuery(flow, version, null, rev)).data;
  if (!diff) return <div className="h-4 w-48 skeleton" aria-busy />;
  const count = differences(diff);
  return (
    <p className="text-sm text-ink-soft">
      {count === 0
        ? t("The draft is this version.")
        : tn(count, "{n} thing differs in the draft.", "{n} things differ in the draft.")}
    </p>
  );
}

/** Returns the two ways back to a version: as the draft alone, or as the newest version. */
function useBack(flow: string) {
  const cache = useQueryClient();
  const back = useMutation({
    mutationFn: async (version: number) => {
      await flush();
      return rollBack(flow, version, t("Back to version {n}", { n: version }));
    },
    onSuccess: async ({ number: now }) => {
      toast.ok(t("Version {n} is published", { n: now }));
      await cache.invalidateQueries({ queryKey: keys.flows });
      openFlow(await cache.query({ ...flowQuery(flow), staleTime: 0 }), t("Opened"));
      useEditor.setState({ panel: "versions" });
    },
  });
  const restore = async (version: number) => {
    const { document } = await cache.query(flowVersionQuery(flow, version));
    edit(t("Restore version {n}", { n: version }), () => document);
    toast.ok(t("Version {n} is the draft now", { n: version }));
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
  return { restore, rollback, busy: back.isPending };
}

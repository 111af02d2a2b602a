import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { CircleAlert, CircleCheck, Rocket, TriangleAlert } from "lucide-react";
import { useEffect, useState } from "react";

import type { CanarySpec } from "@/api/canaries";
import { flowQuery, publishFlow } from "@/api/flows";
import { keys } from "@/api/keys";
import { comparisonQuery, differences } from "@/api/versions";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/input";
import { toast } from "@/components/ui/toast";
import { flush } from "@/editor/autosave";
import { ComparisonDialog } from "@/editor/panels/comparison-dialog";
import { CanaryFields } from "@/editor/toolbar/canary-fields";
import { EstimateView } from "@/editor/toolbar/estimate-view";
import { select, useEditor } from "@/editor/store";
import { sameDocument } from "@/flow/same";
import { t, tn } from "@/lib/i18n";

/** Makes the draft a version: what is wrong with it, what it costs, what is said about it. */
export function PublishDialog({ close }: { close: () => void }) {
  const flow = useEditor((state) => state.flow);
  const diagnostics = useEditor((state) => state.diagnostics);
  const version = useEditor((state) => state.version);
  const [message, setMessage] = useState("");
  const [canary, setCanary] = useState<CanarySpec | null>(null);
  const cache = useQueryClient();
  const errors = diagnostics.filter((each) => each.severity === "error");
  // What is checked, priced and compared is what the host has.
  useEffect(() => void flush(), []);
  const publish = useMutation({
    mutationFn: async () => {
      if (!(await flush())) throw new Error(t("The draft is not saved yet, so it cannot be published."));
      const published = await publishFlow(flow, message, useEditor.getState().rev, canary);
      const now = await cache.query({ ...flowQuery(flow), staleTime: 0 });
      // Publishing gives the flow another revision; one that holds somebody else's changes is not taken for ours.
      if (sameDocument(now.document, useEditor.getState().saved)) useEditor.setState({ rev: now.rev });
      return published;
    },
    onSuccess: ({ number }) => {
      toast.ok(
        canary ? t("Version {n} is tried out", { n: number }) : t("Version {n} is published", { n: number }),
      );
      useEditor.setState({ version: number });
      close();
    },
    onSettled: () => cache.invalidateQueries({ queryKey: keys.flows }),
  });
  return (
    <Dialog
      open
      onOpenChange={(open) => open || close()}
      title={t("Publish version {n}", { n: (version ?? 0) + 1 })}
      description={t("Schedules, webhooks and other flows use the newest version; a version never changes.")}
      footer={
        <>
          <Button onClick={close}>{t("Cancel")}</Button>
          <Button
            look="primary"
            disabled={errors.length > 0 || publish.isPending}
            onClick={() => publish.mutate()}
          >
            <Rocket />
            {t("Publish")}
          </Button>
        </>
      }
    >
      <div className="space-y-4">
        {diagnostics.length === 0 ? (
          <p className="flex items-center gap-2 text-sm text-ok">
            <CircleCheck className="size-4" />
            {t("The compiler has nothing to complain about.")}
          </p>
        ) : (
          <ul className="max-h-52 space-y-1 overflow-y-auto rounded-lg border p-2">
            {diagnostics.map((each, index) => (
              <li key={index}>
                <button
                  type="button"
                  className="flex w-full items-start gap-2 rounded px-1.5 py-1 text-left text-sm hover:bg-hover [&>svg]:mt-0.5 [&>svg]:size-4 [&>svg]:shrink-0"
                  onClick={() => {
                    if (each.node) select([each.node]);
                    close();
                  }}
                >
                  {each.severity === "error" ? (
                    <CircleAlert className="text-bad" />
                  ) : (
                    <TriangleAlert className="text-wait" />
                  )}
                  {each.message}
                </button>
              </li>
            ))}
          </ul>
        )}
        {errors.length === 0 && <EstimateView flow={flow} />}
        {version !== null && <Changes flow={flow} version={version} />}
        {version !== null && <CanaryFields value={canary} onChange={setCanary} />}
        <Field label={t("What has changed")}>
          {(about) => (
            <Textarea
              {...about}
              autoFocus
              value={message}
              placeholder={t("Reads the new price column, too")}
              onChange={(event) => setMessage(event.target.value)}
            />
          )}
        </Field>
      </div>
    </Dialog>
  );
}

/** How much differs from the last version, with the way to see it. */
function Changes({ flow, version }: { flow: string; version: number }) {
  const rev = useEditor((state) => state.rev);
  const diff = useQuery(comparisonQuery(flow, version, null, rev)).data;
  const [comparing, compare] = useState(false);
  if (!diff) return null;
  const count = differences(diff);
  return (
    <p className="flex items-center gap-2 text-sm text-ink-soft">
      {count === 0
        ? t("Nothing differs from version {n}: publishing gives that one again.", { n: version })
        : tn(
            count,
            "{n} thing differs from version {version}.",
            "{n} things differ from version {version}.",
            {
              version,
            },
          )}
      {count > 0 && (
        <Button size="sm" look="quiet" onClick={() => compare(true)}>
          {t("Show")}
        </Button>
      )}
      {comparing && <ComparisonDialog version={version} close={() => compare(false)} />}
    </p>
  );
}

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { CircleAlert, CircleCheck, Rocket, TriangleAlert } from "lucide-react";
import { useState } from "react";

import { publishFlow } from "@/api/flows";
import { keys } from "@/api/keys";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/input";
import { toast } from "@/components/ui/toast";
import { flush } from "@/editor/autosave";
import { useNodeTypes } from "@/editor/catalogue";
import { select, useEditor } from "@/editor/store";
import { t, tn } from "@/lib/i18n";

/** Makes the draft a version: what is wrong with it, what it costs, what is said about it. */
export function PublishDialog({ close }: { close: () => void }) {
  const { flow, diagnostics, document, version } = useEditor();
  const types = useNodeTypes();
  const [message, setMessage] = useState("");
  const cache = useQueryClient();
  const errors = diagnostics.filter((each) => each.severity === "error");
  const credits = (document.nodes ?? [])
    .filter((node) => !node.disabled)
    .reduce((sum, node) => sum + (types.get(node.type)?.credits ?? 0), 0);
  const publish = useMutation({
    mutationFn: async () => {
      await flush();
      return publishFlow(flow, message, useEditor.getState().rev);
    },
    onSuccess: ({ number }) => {
      toast.ok(t("Version {n} is published", { n: number }));
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
        <p className="text-sm text-ink-soft">
          {tn(
            credits,
            "A run that does every step once takes {n} credit; loops take it per iteration.",
            "A run that does every step once takes {n} credits; loops take them per iteration.",
          )}
        </p>
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

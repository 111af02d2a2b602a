import { useQuery } from "@tanstack/react-query";
import { Copy } from "lucide-react";

import { webhookQuery } from "@/api/hooks";
import { asApiError } from "@/api/errors";
import { Button } from "@/components/ui/button";
import { Address, copy } from "@/editor/inspector/triggers/address";
import { Captures } from "@/editor/inspector/triggers/captures";
import type { TriggerProps } from "@/editor/inspector/triggers/table";
import { useEditor } from "@/editor/store";
import { t } from "@/lib/i18n";

/** Where the flow is called, how, and what its test address was sent. */
export function WebhookSettings({ node, form }: TriggerProps) {
  const flow = useEditor((state) => state.flow);
  const rev = useEditor((state) => state.rev);
  const hook = useQuery(webhookQuery(flow, rev));
  return (
    <div className="space-y-4">
      {hook.isError && (
        <p className="rounded-lg border bg-ground/60 px-3 py-2 text-xs text-ink-soft">
          {asApiError(hook.error).message} {asApiError(hook.error).hint}
        </p>
      )}
      {hook.isPending && <div className="h-24 skeleton" />}
      {hook.data && (
        <>
          <Address
            label={t("Address")}
            url={hook.data.url}
            rotates="webhook"
            hint={
              hook.data.version === null
                ? t("Calls run the draft until a version with this webhook is published.")
                : t("Calls run version {n}.", { n: hook.data.version })
            }
          />
          <section aria-label={t("Sample call")}>
            <div className="flex items-center">
              <h4 className="flex-1 text-xs font-medium text-ink-soft">{t("Sample call")}</h4>
              <Button size="sm" look="quiet" onClick={() => void copy(hook.data.curl)}>
                <Copy />
                {t("Copy")}
              </Button>
            </div>
            <pre className="max-h-40 overflow-auto rounded-md bg-sunken px-2.5 py-1.5 font-mono text-2xs">
              {hook.data.curl.replace(hook.data.url, masked(hook.data.url))}
            </pre>
          </section>
          <Address
            label={t("Test address")}
            url={hook.data.test_url}
            hint={t("What is sent here is kept below for seven days; it starts nothing unless you say so.")}
          />
          <Captures node={node} />
        </>
      )}
      <section className="border-t pt-4">{form}</section>
    </div>
  );
}

function masked(url: string): string {
  return `${url.slice(0, url.lastIndexOf("/") + 1)}••••••`;
}

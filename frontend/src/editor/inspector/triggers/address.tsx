import { Copy, Eye, EyeOff, RefreshCw } from "lucide-react";
import { useState } from "react";

import { confirm } from "@/components/ui/confirm";
import { IconButton } from "@/components/ui/icon-button";
import { toast } from "@/components/ui/toast";
import { useRotateAddress } from "@/api/hooks";
import { useEditor } from "@/editor/store";
import { t } from "@/lib/i18n";

export async function copy(text: string): Promise<void> {
  await navigator.clipboard.writeText(text);
  toast.ok(t("Copied"));
}

interface Props {
  label: string;
  url: string;
  /** What becomes of a request. */
  hint?: string;
  /** The last part of the address is a secret, which this changes. */
  rotates?: "webhook" | "form";
}

/** An address that ends in a secret: shown on request, copied, changed. */
export function Address({ label, url, hint, rotates }: Props) {
  const [shown, show] = useState(false);
  const flow = useEditor((state) => state.flow);
  const rotate = useRotateAddress(rotates ?? "webhook", flow);
  const cut = url.lastIndexOf("/") + 1;
  const change = async () => {
    const sure = await confirm({
      title: t("Give the address another secret?"),
      description: t("The old address leads nowhere from then on; whoever calls it needs the new one."),
      action: t("Change it"),
      danger: true,
    });
    if (sure) rotate.mutate(undefined, { onSuccess: () => toast.ok(t("The address has another secret")) });
  };
  return (
    <section aria-label={label}>
      <div className="flex items-center gap-0.5">
        <h4 className="flex-1 text-xs font-medium text-ink-soft">{label}</h4>
        <IconButton
          label={shown ? t("Hide the secret") : t("Show the secret")}
          size="icon-sm"
          aria-pressed={shown}
          onClick={() => show(!shown)}
        >
          {shown ? <EyeOff /> : <Eye />}
        </IconButton>
        {rotates && (
          <IconButton
            label={t("Change the secret")}
            size="icon-sm"
            disabled={rotate.isPending}
            onClick={() => void change()}
          >
            <RefreshCw />
          </IconButton>
        )}
        <IconButton label={t("Copy the address")} size="icon-sm" onClick={() => void copy(url)}>
          <Copy />
        </IconButton>
      </div>
      <p className="rounded-md bg-sunken px-2.5 py-1.5 font-mono text-2xs break-all">
        {url.slice(0, cut)}
        <span className={shown ? "" : "text-ink-faint"}>{shown ? url.slice(cut) : "••••••••••••"}</span>
      </p>
      {hint && <p className="mt-1 text-xs text-ink-faint">{hint}</p>}
    </section>
  );
}

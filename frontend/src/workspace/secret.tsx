import { Copy } from "lucide-react";

import { IconButton } from "@/components/ui/icon-button";
import { toast } from "@/components/ui/toast";
import { t } from "@/lib/i18n";

/** Text to take along: a key or a link. */
export function Secret({ text, label }: { text: string; label: string }) {
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    toast.ok(t("Copied"));
  };
  return (
    <div className="flex items-center gap-2 rounded-lg border bg-sunken py-1 pr-1 pl-3">
      <code aria-label={label} className="min-w-0 flex-1 font-mono text-xs break-all">
        {text}
      </code>
      <IconButton label={t("Copy")} onClick={() => void copy()}>
        <Copy />
      </IconButton>
    </div>
  );
}

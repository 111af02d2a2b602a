import {
  Bot,
  CalendarClock,
  FileInput,
  Hand,
  RefreshCw,
  RotateCcw,
  Webhook,
  Workflow,
  Zap,
  type LucideIcon,
} from "lucide-react";

import { t } from "@/lib/i18n";

const LOOKS: Record<string, { label: string; icon: LucideIcon }> = {
  manual: { label: "By hand", icon: Hand },
  api: { label: "API", icon: Bot },
  schedule: { label: "Schedule", icon: CalendarClock },
  webhook: { label: "Webhook", icon: Webhook },
  form: { label: "Form", icon: FileInput },
  retry: { label: "Retry", icon: RefreshCw },
  resume: { label: "Resumed", icon: RotateCcw },
  subflow: { label: "Sub-flow", icon: Workflow },
};

export function triggerLabel(trigger: string): string {
  return t(LOOKS[trigger]?.label ?? trigger);
}

/** What started a run. */
export function Trigger({ trigger }: { trigger: string }) {
  const Icon = LOOKS[trigger]?.icon ?? Zap;
  return (
    <span className="inline-flex items-center gap-1.5 align-middle text-xs text-ink-soft">
      <Icon className="size-3.5 text-ink-faint" />
      {triggerLabel(trigger)}
    </span>
  );
}

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

import { msg, t } from "@/lib/i18n";

const LOOKS: Record<string, { label: string; icon: LucideIcon }> = {
  manual: { label: msg("By hand"), icon: Hand },
  api: { label: msg("API"), icon: Bot },
  schedule: { label: msg("Schedule"), icon: CalendarClock },
  webhook: { label: msg("Webhook"), icon: Webhook },
  form: { label: msg("Form"), icon: FileInput },
  retry: { label: msg("Retry"), icon: RefreshCw },
  resume: { label: msg("Resumed"), icon: RotateCcw },
  subflow: { label: msg("Sub-flow"), icon: Workflow },
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

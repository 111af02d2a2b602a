import {
  Ban,
  Check,
  CircleDashed,
  Clock,
  Hourglass,
  Loader,
  SkipForward,
  X,
  type LucideIcon,
} from "lucide-react";

import type { Status } from "@/api/types";
import { cn } from "@/lib/cn";
import { msg, t } from "@/lib/i18n";

interface Look {
  label: string;
  icon: LucideIcon;
  color: string;
  ground: string;
}

const LOOKS: Record<Status, Look> = {
  queued: { label: msg("Queued"), icon: CircleDashed, color: "text-ink-faint", ground: "bg-hover" },
  pending: { label: msg("Pending"), icon: CircleDashed, color: "text-ink-faint", ground: "bg-hover" },
  running: { label: msg("Running"), icon: Loader, color: "text-busy", ground: "bg-busy-soft" },
  waiting: { label: msg("Waiting"), icon: Hourglass, color: "text-wait", ground: "bg-wait-soft" },
  succeeded: { label: msg("Succeeded"), icon: Check, color: "text-ok", ground: "bg-ok-soft" },
  failed: { label: msg("Failed"), icon: X, color: "text-bad", ground: "bg-bad-soft" },
  canceled: { label: msg("Canceled"), icon: Ban, color: "text-ink-faint", ground: "bg-hover" },
  timed_out: { label: msg("Timed out"), icon: Clock, color: "text-bad", ground: "bg-bad-soft" },
  skipped: { label: msg("Skipped"), icon: SkipForward, color: "text-ink-faint", ground: "bg-hover" },
};

/** A status as a small icon in a disc. */
export function StatusIcon({ status, className }: { status: Status; className?: string }) {
  const { icon: Icon, color, ground, label } = LOOKS[status];
  return (
    <span
      role="img"
      aria-label={t(label)}
      className={cn(
        "inline-flex size-4.5 shrink-0 items-center justify-center rounded-full",
        ground,
        color,
        className,
      )}
    >
      <Icon
        className={cn("size-3", status === "running" && "animate-spin [animation-duration:2s]")}
        strokeWidth={2.75}
      />
    </span>
  );
}

/** A status in a word, with its colour and icon. */
export function StatusBadge({ status }: { status: Status }) {
  const { icon: Icon, color, ground, label } = LOOKS[status];
  return (
    <span
      className={cn(
        "inline-flex h-5.5 items-center gap-1 rounded-full px-2 text-xs font-medium",
        ground,
        color,
      )}
    >
      <Icon
        className={cn("size-3", status === "running" && "animate-spin [animation-duration:2s]")}
        strokeWidth={2.5}
      />
      {t(label)}
    </span>
  );
}

export function isFinal(status: Status): boolean {
  return status === "succeeded" || status === "failed" || status === "canceled" || status === "timed_out";
}

import type { NotificationKind } from "@/api/notifications";
import { msg } from "@/lib/i18n";

export const KINDS = [
  "run_failed",
  "run_recovered",
  "schedule_disabled",
  "approval_requested",
  "dead_letter",
  "credits_low",
  "credential_failed",
  "credential_due",
  "mention",
] as const satisfies readonly NotificationKind[];

export const KIND_LABELS: Record<NotificationKind, string> = {
  run_failed: msg("A run failed"),
  run_recovered: msg("A flow works again"),
  schedule_disabled: msg("A schedule was disabled"),
  approval_requested: msg("An approval is asked for"),
  dead_letter: msg("A start was lost"),
  credits_low: msg("Credits run low"),
  credential_failed: msg("A credential does not work"),
  credential_due: msg("New secrets are due"),
  mention: msg("Somebody mentioned you"),
};

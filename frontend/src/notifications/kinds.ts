import type { NotificationKind } from "@/api/notifications";

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
  run_failed: "A run failed",
  run_recovered: "A flow works again",
  schedule_disabled: "A schedule was disabled",
  approval_requested: "An approval is asked for",
  dead_letter: "A start was lost",
  credits_low: "Credits run low",
  credential_failed: "A credential does not work",
  credential_due: "New secrets are due",
  mention: "Somebody mentioned you",
};

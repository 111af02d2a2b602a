import type { ComponentType, ReactNode } from "react";

import type { DocumentNode } from "@/api/types";
import { FormSettings } from "@/editor/inspector/triggers/form-settings";
import { ScheduleSettings } from "@/editor/inspector/triggers/schedule-settings";
import { WebhookSettings } from "@/editor/inspector/triggers/webhook-settings";

export interface TriggerProps {
  node: DocumentNode;
  setConfig: (config: Record<string, unknown>) => void;
  /** What is wrong with the node as a whole. */
  problem: string | undefined;
  /** The form made from the type's schema. */
  form: ReactNode;
}

/** Triggers that show more than a form made from their schema. */
export const TRIGGER_SETTINGS: Readonly<Record<string, ComponentType<TriggerProps>>> = {
  "trigger.schedule": ScheduleSettings,
  "trigger.webhook": WebhookSettings,
  "trigger.form": FormSettings,
};

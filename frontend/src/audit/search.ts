import { oneOf, textOf } from "@/lib/search-params";

export const PERIODS = ["day", "week", "month"] as const;

/** What the address of the audit log says. */
export interface AuditSearch {
  who?: string;
  operation?: string;
  subject?: string;
  period?: (typeof PERIODS)[number];
}

export function auditSearch(raw: Record<string, unknown>): AuditSearch {
  return {
    who: textOf(raw, "who"),
    operation: textOf(raw, "operation"),
    subject: textOf(raw, "subject"),
    period: oneOf(raw, "period", PERIODS),
  };
}

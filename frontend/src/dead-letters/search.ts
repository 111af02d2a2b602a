import type { DeadLetterKind } from "@/api/dead-letters";
import { flagOf, oneOf, textOf } from "@/lib/search-params";

export const KINDS = [
  "schedule",
  "webhook",
  "flow_event",
  "error_flow",
  "bulk",
] as const satisfies readonly DeadLetterKind[];

/** What the address of the dead letters says. */
export interface DeadLettersSearch {
  kind?: DeadLetterKind;
  flow?: string;
  /** Also those whose runs were started since. */
  all?: true;
  open?: string;
}

export function deadLettersSearch(raw: Record<string, unknown>): DeadLettersSearch {
  return {
    kind: oneOf(raw, "kind", KINDS),
    flow: textOf(raw, "flow"),
    all: flagOf(raw, "all"),
    open: textOf(raw, "open"),
  };
}

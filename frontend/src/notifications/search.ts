import { flagOf, oneOf } from "@/lib/search-params";
import { KINDS } from "@/notifications/kinds";

/** What the address of the notifications says. */
export interface NotificationsSearch {
  view?: "channels";
  unread?: true;
  kind?: (typeof KINDS)[number];
}

export function notificationsSearch(raw: Record<string, unknown>): NotificationsSearch {
  return {
    view: oneOf(raw, "view", ["channels"] as const),
    unread: flagOf(raw, "unread"),
    kind: oneOf(raw, "kind", KINDS),
  };
}

import { useQuery } from "@tanstack/react-query";

import type { operations } from "@/api/schema.gen";
import { meQuery } from "@/api/workspace";
import { roleName } from "@/lib/roles";
import { t } from "@/lib/i18n";

/** An operation of the API, by its id in `openapi.json`. */
export type Operation = keyof operations;

export interface Can {
  ok: boolean;
  /** Why not, to be shown; null where one may. */
  why: string | null;
}

/**
 * Tells whether the viewer may do something in this workspace, and why not. What one may not do is absent or disabled
 * with the reason; the host refuses it anyway.
 */
export function useCan(operation: Operation): Can {
  const me = useQuery(meQuery).data;
  const needed = me?.refused[operation];
  if (!me || needed === undefined) return { ok: true, why: null };
  const why = t("This needs the role {needed}; yours is {role}. An admin of the workspace can change it.", {
    needed: roleName(needed),
    role: roleName(me.role),
  });
  return { ok: false, why };
}

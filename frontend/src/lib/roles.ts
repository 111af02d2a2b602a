import { msg, t } from "@/lib/i18n";

const NAMES = {
  viewer: msg("Viewer"),
  operator: msg("Operator"),
  editor: msg("Editor"),
  admin: msg("Admin"),
  owner: msg("Owner"),
} as const;

/** Roles in a workspace; each may do all that those before it may. */
export type RoleName = keyof typeof NAMES;

/** Returns what a role is called. */
export function roleName(role: RoleName): string {
  return t(NAMES[role]);
}

import { t } from "@/lib/i18n";

const NAMES = {
  viewer: "Viewer",
  operator: "Operator",
  editor: "Editor",
  admin: "Admin",
  owner: "Owner",
} as const;

/** Roles in a workspace; each may do all that those before it may. */
export type RoleName = keyof typeof NAMES;

/** Returns what a role is called. */
export function roleName(role: RoleName): string {
  return t(NAMES[role]);
}

import { oneOf } from "@/lib/search-params";

const TABS = ["people", "variables", "keys", "sharing", "settings"] as const;

/** What the address of the workspace says. */
export interface WorkspaceSearch {
  tab?: (typeof TABS)[number];
}

export function workspaceSearch(raw: Record<string, unknown>): WorkspaceSearch {
  return { tab: oneOf(raw, "tab", TABS) };
}

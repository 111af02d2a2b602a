import { oneOf } from "@/lib/search-params";

export const SECTIONS = ["profile", "security", "sessions", "appearance", "notices", "data"] as const;
export type Section = (typeof SECTIONS)[number];

export interface AccountSearch {
  /** The section that is shown; without one the profile. */
  show?: Section;
}

export function accountSearch(raw: Record<string, unknown>): AccountSearch {
  return { show: oneOf(raw, "show", SECTIONS) };
}

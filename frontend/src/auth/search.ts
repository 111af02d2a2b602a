import { textOf } from "@/lib/search-params";

export interface EntrySearch {
  /** Where to go on afterwards. */
  to?: string;
}

/** Reads where to go on; an address of another host is none. */
export function entrySearch(raw: Record<string, unknown>): EntrySearch {
  const to = textOf(raw, "to");
  return { to: to && /^\/(?![/\\])/.test(to) ? to : undefined };
}

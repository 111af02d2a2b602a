import { textOf } from "@/lib/search-params";

/** What the address of the credentials says; `open` is the one that is looked at. */
export interface CredentialsSearch {
  q?: string;
  open?: string;
}

export function credentialsSearch(raw: Record<string, unknown>): CredentialsSearch {
  return { q: textOf(raw, "q"), open: textOf(raw, "open") };
}

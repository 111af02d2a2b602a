import { textOf } from "@/lib/search-params";

/** What the address of a dataset says. */
export interface DatasetSearch {
  q?: string;
  /** Conditions with a line break between. */
  where?: string;
  sort?: string;
}

export function datasetSearch(raw: Record<string, unknown>): DatasetSearch {
  return { q: textOf(raw, "q"), where: textOf(raw, "where"), sort: textOf(raw, "sort") };
}

export function datasetsSearch(raw: Record<string, unknown>): { q?: string } {
  return { q: textOf(raw, "q") };
}

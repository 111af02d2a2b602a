import { useQueries, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";

import { nodeQuery, nodesQuery } from "@/api/nodes";
import type { NodeSummary, NodeType } from "@/api/types";
import type { Catalogue } from "@/flow/document";
import { useEditor } from "@/editor/store";
import { msg } from "@/lib/i18n";

/** Node types in full, as far as the open document uses them. */
export function useCatalogue(): Catalogue {
  const document = useEditor((state) => state.document);
  const used = useMemo(
    () => [...new Set(document.nodes?.map((node) => node.type))].toSorted().join(" "),
    [document],
  );
  const types = useMemo(() => used.split(" ").filter(Boolean), [used]);
  return useQueries({ queries: types.map((type) => nodeQuery(type)), combine: toMap });
}

function toMap(results: { data?: NodeType }[]): Catalogue {
  return new Map(results.flatMap(({ data }) => (data ? [[data.id, data] as const] : [])));
}

/** All node types as the palette shows them. */
export function useNodeTypes(): ReadonlyMap<string, NodeSummary> {
  const all = useQuery(nodesQuery).data;
  return useMemo(() => new Map(all?.map((type) => [type.id, type])), [all]);
}

export const FOLDERS: readonly { id: string; label: string }[] = [
  { id: "trigger", label: msg("Triggers") },
  { id: "browser", label: msg("Browser") },
  { id: "extract", label: msg("Extract") },
  { id: "data", label: msg("Data") },
  { id: "core", label: msg("Flow") },
  { id: "http", label: msg("HTTP") },
  { id: "ai", label: msg("AI") },
  { id: "storage", label: msg("Storage") },
  { id: "notify", label: msg("Notify") },
  { id: "aws", label: msg("AWS") },
];

/** What most often comes after a node of a folder; these stand first where one is added to a wire. */
const FITTING: Record<string, readonly string[]> = {
  trigger: ["browser.open", "http.request", "storage.dataset_read", "data.set_fields"],
  browser: [
    "browser.extract_list",
    "browser.click",
    "browser.fill",
    "browser.goto",
    "browser.wait_for",
    "browser.screenshot",
    "data.filter",
  ],
  extract: ["data.filter", "data.set_fields", "storage.dataset_append", "data.csv_write"],
  data: [
    "data.filter",
    "core.loop",
    "data.sort",
    "storage.dataset_append",
    "data.csv_write",
    "core.condition",
  ],
  http: ["data.json_get", "data.map", "core.condition", "core.loop"],
  core: ["data.set_fields", "core.condition", "core.loop", "notify.email", "core.stop"],
};

/** Returns types that fit a search, the best first; without one, those that often come next. */
export function rankTypes(types: Iterable<NodeSummary>, text: string, after: string | null): NodeSummary[] {
  const fitting = FITTING[after?.split(".")[0] ?? ""] ?? [];
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const score = (type: NodeSummary): number => {
    const title = type.title.toLowerCase();
    const rest = `${type.id} ${type.summary}`.toLowerCase();
    let sum = fitting.includes(type.id) ? 3 - fitting.indexOf(type.id) / 10 : 0;
    for (const word of words) {
      if (title.startsWith(word)) sum += 10;
      else if (title.includes(word)) sum += 6;
      else if (type.id.includes(word)) sum += 4;
      else if (rest.includes(word)) sum += 1;
      else return -1;
    }
    return sum;
  };
  return [...types]
    .map((type) => ({ type, value: score(type) }))
    .filter(({ value }) => value >= 0)
    .toSorted((a, b) => b.value - a.value)
    .map(({ type }) => type);
}

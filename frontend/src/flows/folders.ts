import type { Flow } from "@/api/types";

export interface FolderCount {
  path: string;
  name: string;
  flows: number;
}

/** Returns the folders right below `parent` with how many of the flows lie in each or deeper. */
export function foldersBelow(flows: readonly Flow[], parent: string): FolderCount[] {
  const counts = new Map<string, number>();
  const prefix = parent ? `${parent}/` : "";
  for (const { folder } of flows) {
    if (!folder.startsWith(prefix) || folder === parent) continue;
    const name = folder.slice(prefix.length).split("/")[0] ?? "";
    if (name) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts]
    .map(([name, count]) => ({ path: prefix + name, name, flows: count }))
    .toSorted((a, b) => a.name.localeCompare(b.name));
}

/** Returns the folders around and including `path`, outermost first. */
export function crumbs(path: string): { path: string; name: string }[] {
  const names = path.split("/").filter(Boolean);
  return names.map((name, index) => ({ name, path: names.slice(0, index + 1).join("/") }));
}

/** Keys of everything kept in the query cache, from general to particular, so that a prefix reaches all below it. */
export const keys = {
  health: ["health"] as const,
  flows: ["flows"] as const,
  flowList: (filter: object) => ["flows", "list", filter] as const,
  flow: (id: string) => ["flows", "one", id] as const,
  flowVersion: (id: string, version: number) => ["flows", "one", id, "version", version] as const,
  versions: (id: string) => ["flows", "one", id, "versions"] as const,
  diff: (id: string, version: number | null, rev: number) =>
    ["flows", "one", id, "diff", version, rev] as const,
  plan: (id: string, rev: number) => ["flows", "one", id, "plan", rev] as const,
  runs: ["runs"] as const,
  runList: (filter: object) => ["runs", "list", filter] as const,
  run: (id: string) => ["runs", "one", id] as const,
  runDocument: (id: string) => ["runs", "one", id, "document"] as const,
  stepOutput: (run: string, node: string, path: string) =>
    ["runs", "one", run, "output", node, path] as const,
  seededSteps: (run: string) => ["runs", "one", run, "seeded"] as const,
  approvals: ["approvals"] as const,
  nodes: ["nodes"] as const,
  node: (type: string) => ["nodes", type] as const,
  credentials: ["credentials"] as const,
  datasets: ["datasets"] as const,
};

import { oneOf, textOf } from "@/lib/search-params";

/** What the address of the schedules says. */
export interface SchedulesSearch {
  view?: "week";
  /** The flow that a new schedule is for; opens its form. */
  create?: string;
}

export function schedulesSearch(raw: Record<string, unknown>): SchedulesSearch {
  return { view: oneOf(raw, "view", ["week"] as const), create: textOf(raw, "create") };
}

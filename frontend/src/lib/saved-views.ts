/** Filters of a list under a name, kept in this browser for each workspace. */
export interface SavedView {
  name: string;
  /** What the list's address says. */
  search: Record<string, string>;
}

const place = (list: string, workspace: string) => `views.${list}.${workspace}`;

export function savedViews(list: string, workspace: string): SavedView[] {
  try {
    return JSON.parse(localStorage.getItem(place(list, workspace)) ?? "[]") as SavedView[];
  } catch {
    return [];
  }
}

/** Keeps a view; one of the same name is replaced. */
export function saveView(list: string, workspace: string, view: SavedView): void {
  const others = savedViews(list, workspace).filter(({ name }) => name !== view.name);
  const views = [...others, view].toSorted((a, b) => a.name.localeCompare(b.name));
  localStorage.setItem(place(list, workspace), JSON.stringify(views));
}

export function forgetView(list: string, workspace: string, name: string): void {
  const views = savedViews(list, workspace).filter((view) => view.name !== name);
  localStorage.setItem(place(list, workspace), JSON.stringify(views));
}

/** Returns what is set of an address, in order, so that two that say the same are equal. */
export function setOf(search: object): Record<string, string> {
  const set = Object.entries(search).filter(([, value]) => value !== undefined && value !== "");
  return Object.fromEntries(
    set.map(([name, value]) => [name, String(value)] as const).toSorted(([a], [b]) => (a < b ? -1 : 1)),
  );
}

export const sameView = (a: Record<string, string>, b: Record<string, string>) =>
  JSON.stringify(setOf(a)) === JSON.stringify(setOf(b));

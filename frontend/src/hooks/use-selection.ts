import { useMemo, useState } from "react";

export interface Selection {
  ids: ReadonlySet<string>;
  set: (id: string, selected: boolean) => void;
  all: boolean | "indeterminate";
  setAll: (selected: boolean) => void;
  clear: () => void;
}

/** Which of the things shown are selected; what is not shown any more is not selected. */
export function useSelection(shown: readonly { id: string }[]): Selection {
  const [chosen, choose] = useState<ReadonlySet<string>>(new Set());
  const ids = useMemo(
    () => new Set(shown.map(({ id }) => id).filter((id) => chosen.has(id))),
    [shown, chosen],
  );
  return {
    ids,
    set: (id, selected) => {
      const next = new Set(ids);
      if (selected) next.add(id);
      else next.delete(id);
      choose(next);
    },
    all: ids.size === 0 ? false : ids.size === shown.length ? true : "indeterminate",
    setAll: (selected) => choose(new Set(selected ? shown.map(({ id }) => id) : [])),
    clear: () => choose(new Set()),
  };
}

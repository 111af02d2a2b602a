import type { ReactNode } from "react";

import { Checkbox } from "@/components/ui/choice";
import { Button } from "@/components/ui/button";
import type { Selection } from "@/hooks/use-selection";
import { t, tn } from "@/lib/i18n";

/** The line above a list: selects all, and what can be done with what is selected. */
export function SelectionBar({
  selection,
  columns,
  children,
}: {
  selection: Selection;
  columns: ReactNode;
  children: ReactNode;
}) {
  const count = selection.ids.size;
  return (
    <div className="sticky top-0 z-10 flex h-10 shrink-0 items-center gap-3 border-y bg-ground px-4 text-xs text-ink-faint sm:px-6">
      <Checkbox checked={selection.all} onChange={selection.setAll} label={t("Select all")} />
      {count === 0 ? (
        columns
      ) : (
        <>
          <span className="font-medium whitespace-nowrap text-ink">
            {tn(count, "{n} selected", "{n} selected")}
          </span>
          {children}
          <Button look="quiet" size="sm" onClick={selection.clear}>
            {t("Clear")}
          </Button>
        </>
      )}
    </div>
  );
}

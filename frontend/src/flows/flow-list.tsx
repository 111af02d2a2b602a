import { FolderInput, RotateCcw, Trash2 } from "lucide-react";
import { lazy, Suspense, useState } from "react";

import { useDeleteFlows, useRestoreFlows } from "@/api/flows";
import type { Flow } from "@/api/types";
import { LoadMore } from "@/components/load-more";
import { SelectionBar } from "@/components/selection-bar";
import { ActionButton } from "@/components/action-button";
import { confirm } from "@/components/ui/confirm";
import { FlowRow } from "@/flows/flow-row";
import { useSelection } from "@/hooks/use-selection";
import { t, tn } from "@/lib/i18n";

const OrganiseDialog = lazy(() => import("@/flows/organise-dialog"));

interface ListProps {
  flows: readonly Flow[];
  trash: boolean;
  more: boolean;
  load: () => void;
}

/** Flows to open, and what can be done with several of them. */
export function FlowList({ flows, trash, more, load }: ListProps) {
  const selection = useSelection(flows);
  const [organised, organise] = useState<readonly Flow[]>([]);
  const remove = useDeleteFlows();
  const restore = useRestoreFlows();
  const ids = [...selection.ids];
  const folders = [...new Set(flows.map((flow) => flow.folder).filter(Boolean))].toSorted();
  const bin = async () => {
    const sure =
      !trash ||
      (await confirm({
        title: tn(ids.length, "Delete {n} flow for good?", "Delete {n} flows for good?"),
        description: t("Their versions and drafts are gone then. Runs stay in the list of runs."),
        action: t("Delete for good"),
        danger: true,
      }));
    if (sure) remove.mutate({ ids, purge: trash });
  };
  return (
    <>
      <SelectionBar
        selection={selection}
        columns={
          <>
            <span className="flex-1">{t("Name")}</span>
            <span className="hidden w-20 md:block">{t("Size")}</span>
            <span className="hidden w-20 md:block">{t("Published")}</span>
            <span className="hidden w-24 text-right sm:block">{trash ? t("Deleted") : t("Changed")}</span>
            <span className="w-7 sm:w-14" />
          </>
        }
      >
        {trash ? (
          <ActionButton operation="flows_restore" size="sm" onClick={() => restore.mutate(ids)}>
            <RotateCcw />
            {t("Restore")}
          </ActionButton>
        ) : (
          <ActionButton
            operation="flows_organise"
            size="sm"
            onClick={() => organise(flows.filter((flow) => selection.ids.has(flow.id)))}
          >
            <FolderInput />
            {t("Move")}
          </ActionButton>
        )}
        <ActionButton operation="flows_delete" size="sm" onClick={() => void bin()}>
          <Trash2 />
          {t("Delete")}
        </ActionButton>
      </SelectionBar>
      <ul>
        {flows.map((flow) => (
          <FlowRow
            key={flow.id}
            flow={flow}
            selected={selection.ids.has(flow.id)}
            onSelect={(selected) => selection.set(flow.id, selected)}
            organise={() => organise([flow])}
          />
        ))}
      </ul>
      <LoadMore more={more} load={load} />
      {organised.length > 0 && (
        <Suspense>
          <OrganiseDialog flows={organised} folders={folders} close={() => organise([])} />
        </Suspense>
      )}
    </>
  );
}

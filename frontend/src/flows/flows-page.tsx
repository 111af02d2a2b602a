import { useInfiniteQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { FileUp, Plus, Trash2, X } from "lucide-react";
import { lazy, Suspense, useMemo, useState } from "react";

import { flowsQuery, useCreateFlow } from "@/api/flows";
import { ActionButton } from "@/components/action-button";
import { ListSkeleton } from "@/components/list-skeleton";
import { Page } from "@/components/page";
import { ProblemView } from "@/components/problem";
import { SavedViews } from "@/components/saved-views";
import { Button } from "@/components/ui/button";
import { SearchInput } from "@/components/ui/search-input";
import { FlowList } from "@/flows/flow-list";
import { FolderBar } from "@/flows/folder-bar";
import { NoFlows } from "@/flows/no-flows";
import { type FlowsSearch, flowsSearch } from "@/flows/search";
import { useCommands } from "@/hooks/use-commands";
import { cn } from "@/lib/cn";
import { msg, t } from "@/lib/i18n";
import { randomId } from "@/lib/random-id";

const ImportDialog = lazy(() => import("@/flows/import-dialog"));

const NEW_FLOW = {
  schema: 1,
  name: msg("New flow"),
  nodes: [{ id: "start", key: "start", type: "trigger.manual", position: { x: 0, y: 0 } }],
};

/** All flows: in folders, by tag, by search, and those in the trash. */
export function FlowsPage() {
  const search = useSearch({ from: "/flows" });
  const navigate = useNavigate({ from: "/flows" });
  const set = (change: FlowsSearch) => void navigate({ search: { ...search, ...change }, replace: true });
  const query = useInfiniteQuery(
    flowsQuery({ q: search.q, tag: search.tag, folder: search.folder, deleted: search.trash }),
  );
  const flows = useMemo(() => query.data?.pages.flatMap((page) => page.items) ?? [], [query.data]);
  const [importing, setImporting] = useState(false);
  const create = useCreate();
  const commands = useMemo(
    () => [
      { id: "flows.create", title: t("Create a flow"), group: t("Flows"), keys: "n", run: create.run },
      { id: "flows.import", title: t("Import a flow"), group: t("Flows"), run: () => setImporting(true) },
    ],
    [create.run],
  );
  useCommands("flows", commands);
  return (
    <Page
      title={search.trash ? t("Trash") : t("Flows")}
      actions={
        <>
          <ActionButton operation="flows_create" onClick={() => setImporting(true)}>
            <FileUp />
            {t("Import")}
          </ActionButton>
          <ActionButton operation="flows_create" look="primary" onClick={create.run} disabled={create.busy}>
            <Plus />
            {t("New flow")}
          </ActionButton>
        </>
      }
      bar={
        <>
          <SearchInput
            className="w-full sm:w-72"
            value={search.q ?? ""}
            onChange={(q) => set({ q: q || undefined })}
            placeholder={t("Search flows")}
          />
          {search.tag && (
            <Button size="sm" onClick={() => set({ tag: undefined })}>
              {search.tag}
              <X aria-label={t("Any tag")} />
            </Button>
          )}
          <SavedViews
            list="flows"
            search={search}
            show={(view) => void navigate({ search: flowsSearch(view), replace: true })}
          />
          <Button
            look="quiet"
            size="sm"
            className={cn("ml-auto", search.trash && "bg-hover text-ink")}
            aria-pressed={search.trash ?? false}
            onClick={() => set({ trash: search.trash ? undefined : true })}
          >
            <Trash2 />
            {t("Trash")}
          </Button>
        </>
      }
    >
      <FolderBar flows={flows} folder={search.folder ?? ""} />
      {query.isPending ? (
        <ListSkeleton />
      ) : query.isError ? (
        <ProblemView error={query.error} retry={() => void query.refetch()} />
      ) : flows.length === 0 ? (
        <NoFlows search={search} create={create.run} importFlow={() => setImporting(true)} />
      ) : (
        <FlowList
          flows={flows}
          trash={search.trash ?? false}
          more={query.hasNextPage && !query.isFetchingNextPage}
          load={() => void query.fetchNextPage()}
        />
      )}
      {importing && (
        <Suspense>
          <ImportDialog close={() => setImporting(false)} />
        </Suspense>
      )}
    </Page>
  );
}

function useCreate() {
  const create = useCreateFlow();
  const navigate = useNavigate();
  const { mutateAsync } = create;
  const run = useMemo(
    () => () =>
      void mutateAsync({ document: { ...NEW_FLOW, name: t(NEW_FLOW.name) }, key: randomId(24) }).then(
        (flow) => navigate({ to: "/flows/$flow", params: { flow: flow.id } }),
      ),
    [mutateAsync, navigate],
  );
  return { run, busy: create.isPending };
}

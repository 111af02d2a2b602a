import { useInfiniteQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import {
  ChevronRight,
  FileUp,
  Folder,
  FolderInput,
  Plus,
  RotateCcw,
  Search,
  Trash2,
  Workflow,
  X,
} from "lucide-react";
import { useMemo, useState } from "react";

import { flowsQuery, useCreateFlow, useDeleteFlows, useRestoreFlows } from "@/api/flows";
import type { Flow } from "@/api/types";
import { Empty } from "@/components/empty";
import { ListSkeleton } from "@/components/list-skeleton";
import { LoadMore } from "@/components/load-more";
import { Page } from "@/components/page";
import { ProblemView } from "@/components/problem";
import { SelectionBar } from "@/components/selection-bar";
import { Button } from "@/components/ui/button";
import { confirm } from "@/components/ui/confirm";
import { SearchInput } from "@/components/ui/search-input";
import { FlowRow } from "@/flows/flow-row";
import { crumbs, foldersBelow } from "@/flows/folders";
import { ImportDialog } from "@/flows/import-dialog";
import { OrganiseDialog } from "@/flows/organise-dialog";
import type { FlowsSearch } from "@/flows/search";
import { useCommands } from "@/hooks/use-commands";
import { useSelection } from "@/hooks/use-selection";
import { cn } from "@/lib/cn";
import { t, tn } from "@/lib/i18n";
import { randomId } from "@/lib/random-id";

const NEW_FLOW = {
  schema: 1,
  name: "New flow",
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
          <Button onClick={() => setImporting(true)}>
            <FileUp />
            {t("Import")}
          </Button>
          <Button look="primary" onClick={create.run} disabled={create.busy}>
            <Plus />
            {t("New flow")}
          </Button>
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
      <ImportDialog open={importing} onOpenChange={setImporting} />
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

function FolderBar({ flows, folder }: { flows: readonly Flow[]; folder: string }) {
  const below = foldersBelow(flows, folder);
  if (!folder && below.length === 0) return null;
  return (
    <nav aria-label={t("Folders")} className="flex flex-wrap items-center gap-1.5 px-4 pb-3 text-sm sm:px-6">
      {folder && (
        <Link
          to="/flows"
          search={(now) => ({ ...now, folder: undefined })}
          className="rounded px-1 text-ink-soft hover:text-ink"
        >
          {t("All flows")}
        </Link>
      )}
      {crumbs(folder).map(({ path, name }) => (
        <span key={path} className="flex items-center gap-1.5">
          <ChevronRight className="size-3.5 text-ink-faint" />
          <Link to="/flows" search={(now) => ({ ...now, folder: path })} className="rounded px-1 font-medium">
            {name}
          </Link>
        </span>
      ))}
      {folder && below.length > 0 && <span className="mx-1 h-4 w-px bg-line" />}
      {below.map(({ path, name, flows: count }) => (
        <Link
          key={path}
          to="/flows"
          search={(now) => ({ ...now, folder: path })}
          className="flex h-7 items-center gap-1.5 rounded-md border bg-surface px-2 text-xs font-medium shadow-lift hover:border-line-strong"
        >
          <Folder className="size-3.5 text-ink-faint" />
          {name}
          <span className="text-ink-faint numeric">{count}</span>
        </Link>
      ))}
    </nav>
  );
}

interface ListProps {
  flows: readonly Flow[];
  trash: boolean;
  more: boolean;
  load: () => void;
}

function FlowList({ flows, trash, more, load }: ListProps) {
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
          <Button size="sm" onClick={() => restore.mutate(ids)}>
            <RotateCcw />
            {t("Restore")}
          </Button>
        ) : (
          <Button size="sm" onClick={() => organise(flows.filter((flow) => selection.ids.has(flow.id)))}>
            <FolderInput />
            {t("Move")}
          </Button>
        )}
        <Button size="sm" onClick={() => void bin()}>
          <Trash2 />
          {t("Delete")}
        </Button>
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
        <OrganiseDialog flows={organised} folders={folders} close={() => organise([])} />
      )}
    </>
  );
}

function NoFlows({
  search,
  create,
  importFlow,
}: {
  search: FlowsSearch;
  create: () => void;
  importFlow: () => void;
}) {
  if (search.trash)
    return (
      <Empty icon={Trash2} title={t("The trash is empty")}>
        {t("Deleted flows wait here until they are restored or deleted for good.")}
      </Empty>
    );
  if (search.q ?? search.tag ?? search.folder) {
    return (
      <Empty
        icon={Search}
        title={t("No flow fits")}
        actions={
          <Button asChild>
            <Link to="/flows">{t("Show all flows")}</Link>
          </Button>
        }
      >
        {t("Names, descriptions, folders and tags are searched.")}
      </Empty>
    );
  }
  return (
    <Empty
      icon={Workflow}
      title={t("Draw your first flow")}
      actions={
        <>
          <Button look="primary" onClick={create}>
            <Plus />
            {t("New flow")}
          </Button>
          <Button onClick={importFlow}>
            <FileUp />
            {t("Import")}
          </Button>
        </>
      }
    >
      {t(
        "A flow is a drawing of steps: open a page, read a list, keep what matters, send it somewhere. Draw it once, then run it by hand, on a schedule or from a webhook.",
      )}
    </Empty>
  );
}

import { Link, useNavigate } from "@tanstack/react-router";
import { Copy, Download, Ellipsis, FolderInput, History, Play, RotateCcw, Trash2 } from "lucide-react";

import { saveFile } from "@/api/files";
import { useDeleteFlows, useDuplicateFlow, useRestoreFlows } from "@/api/flows";
import { useStartRun } from "@/api/runs";
import type { Flow } from "@/api/types";
import { Checkbox } from "@/components/ui/choice";
import { confirm } from "@/components/ui/confirm";
import { IconButton } from "@/components/ui/icon-button";
import { Menu } from "@/components/ui/menu";
import { toast } from "@/components/ui/toast";
import { useCan } from "@/hooks/use-can";
import { cn } from "@/lib/cn";
import { ago, dateTime } from "@/lib/format";
import { t, tn } from "@/lib/i18n";
import { randomId } from "@/lib/random-id";

interface Props {
  flow: Flow;
  selected: boolean;
  onSelect: (selected: boolean) => void;
  organise: () => void;
}

/** A flow among others. */
export function FlowRow({ flow, selected, onSelect, organise }: Props) {
  return (
    <li
      className={cn(
        "group flex items-center gap-3 border-b border-line/70 px-4 py-2.5 hover:bg-hover/60 sm:px-6",
        selected && "bg-accent-soft/50",
      )}
    >
      <Checkbox checked={selected} onChange={onSelect} label={t("Select {name}", { name: flow.name })} />
      <div className="min-w-0 flex-1">
        <div className="flex items-center gap-2">
          {flow.deleted_at ? (
            <span className="truncate font-medium">{flow.name}</span>
          ) : (
            <Link
              to="/flows/$flow"
              params={{ flow: flow.id }}
              className="truncate rounded font-medium hover:text-accent"
            >
              {flow.name}
            </Link>
          )}
          {flow.tags.map((tag) => (
            <Link
              key={tag}
              to="/flows"
              search={{ tag }}
              className="hidden rounded-full bg-hover px-2 py-px text-2xs text-ink-soft hover:text-ink sm:inline"
            >
              {tag}
            </Link>
          ))}
        </div>
        <p className="truncate text-xs text-ink-faint">
          {flow.description.trim() || tn(flow.nodes, "{n} node", "{n} nodes")}
        </p>
      </div>
      <span className="hidden w-20 shrink-0 text-xs text-ink-soft md:block">
        {tn(flow.nodes, "{n} node", "{n} nodes")}
      </span>
      <span className="hidden w-20 shrink-0 text-xs md:block">
        {flow.version ? (
          <span className="rounded bg-accent-soft px-1.5 py-0.5 font-medium text-accent">
            {t("Version {n}", { n: flow.version })}
          </span>
        ) : (
          <span className="text-ink-faint">{t("Draft")}</span>
        )}
      </span>
      <time
        className="hidden w-24 shrink-0 text-right text-xs text-ink-faint sm:block"
        title={dateTime(flow.updated_at)}
      >
        {ago(flow.deleted_at ?? flow.updated_at)}
      </time>
      <Actions flow={flow} organise={organise} />
    </li>
  );
}

function Actions({ flow, organise }: { flow: Flow; organise: () => void }) {
  const navigate = useNavigate();
  const start = useStartRun();
  const duplicate = useDuplicateFlow();
  const remove = useDeleteFlows();
  const restore = useRestoreFlows();
  const why = {
    run: useCan("runs_start").why,
    duplicate: useCan("flows_duplicate").why,
    organise: useCan("flows_organise").why,
    delete: useCan("flows_delete").why,
    restore: useCan("flows_restore").why,
  };
  const run = async () => {
    const started = await start.mutateAsync({
      body: { flow: flow.id, trigger: "manual", draft: false, pinned: false },
      key: randomId(24),
    });
    await navigate({ to: "/runs/$run", params: { run: started.id } });
  };
  const bin = async () => {
    await remove.mutateAsync({ ids: [flow.id] });
    toast.ok(t("{name} is in the trash", { name: flow.name }), {
      label: t("Undo"),
      run: () => restore.mutate([flow.id]),
    });
  };
  const purge = async () => {
    const sure = await confirm({
      title: t("Delete {name} for good?", { name: flow.name }),
      description: t("Its versions and its drafts are gone then. Runs stay in the list of runs."),
      action: t("Delete for good"),
      danger: true,
    });
    if (sure) remove.mutate({ ids: [flow.id], purge: true });
  };
  const download = (format: "yaml" | "json") => () =>
    void saveFile(`/api/v1/flows/${flow.id}/export`, `${flow.name}.${format}`, { format }).catch(
      (error: unknown) => toast.error(error),
    );
  const groups = flow.deleted_at
    ? [
        [
          {
            label: t("Restore"),
            icon: <RotateCcw />,
            refused: why.restore,
            onSelect: () => restore.mutate([flow.id]),
          },
        ],
        [
          {
            label: t("Delete for good"),
            icon: <Trash2 />,
            danger: true,
            refused: why.delete,
            onSelect: () => void purge(),
          },
        ],
      ]
    : [
        [
          { label: t("Run"), icon: <Play />, refused: why.run, onSelect: () => void run() },
          {
            label: t("Runs"),
            icon: <History />,
            onSelect: () => void navigate({ to: "/runs", search: { flow: flow.id } }),
          },
        ],
        [
          {
            label: t("Duplicate"),
            icon: <Copy />,
            refused: why.duplicate,
            onSelect: () => duplicate.mutate({ id: flow.id }),
          },
          { label: t("Folder and tags"), icon: <FolderInput />, refused: why.organise, onSelect: organise },
          { label: t("Export YAML"), icon: <Download />, onSelect: download("yaml") },
          { label: t("Export JSON"), icon: <Download />, onSelect: download("json") },
        ],
        [
          {
            label: t("Move to trash"),
            icon: <Trash2 />,
            danger: true,
            refused: why.delete,
            onSelect: () => void bin(),
          },
        ],
      ];
  return (
    <div className="flex items-center">
      {!flow.deleted_at && (
        <IconButton
          label={t("Run")}
          refused={why.run}
          size="icon-sm"
          className="opacity-0 group-hover:opacity-100 focus-visible:opacity-100"
          onClick={() => void run()}
        >
          <Play />
        </IconButton>
      )}
      <Menu
        trigger={
          <IconButton label={t("What can be done with {name}", { name: flow.name })} size="icon-sm">
            <Ellipsis />
          </IconButton>
        }
        groups={groups}
      />
    </div>
  );
}

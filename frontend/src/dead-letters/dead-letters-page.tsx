import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { MailCheck, RefreshCw, Trash2 } from "lucide-react";
import { useMemo } from "react";

import {
  type DeadLetter,
  type DeadLetterKind,
  deadLetterQuery,
  deadLettersQuery,
  useDeleteLetters,
  useRedrive,
  useRedriveMany,
} from "@/api/dead-letters";
import { ActionButton } from "@/components/action-button";
import { Badge } from "@/components/badge";
import { DataView } from "@/components/data/data-view";
import { Empty } from "@/components/empty";
import { Loaded } from "@/components/loaded";
import { LoadMore } from "@/components/load-more";
import { Page } from "@/components/page";
import { SelectionBar } from "@/components/selection-bar";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/choice";
import { confirm } from "@/components/ui/confirm";
import { Dialog } from "@/components/ui/dialog";
import { Select } from "@/components/ui/select";
import { toast } from "@/components/ui/toast";
import { type DeadLettersSearch, KINDS } from "@/dead-letters/search";
import { useSelection } from "@/hooks/use-selection";
import { cn } from "@/lib/cn";
import { errorMessage } from "@/lib/error-message";
import { ago, dateTime } from "@/lib/format";
import { msg, t, tn } from "@/lib/i18n";

const LABELS: Record<DeadLetterKind, string> = {
  schedule: msg("Schedule"),
  webhook: msg("Webhook"),
  flow_event: msg("Flow event"),
  error_flow: msg("Error flow"),
  bulk: msg("Bulk retry"),
};

/** Starts that failed for good, to be looked at and sent again. */
export function DeadLettersPage() {
  const search = useSearch({ from: "/dead-letters" });
  const navigate = useNavigate({ from: "/dead-letters" });
  const set = (change: DeadLettersSearch) =>
    void navigate({ search: { ...search, ...change }, replace: true });
  const { kind, flow, all } = search;
  const query = useInfiniteQuery(deadLettersQuery({ kind, flow, redriven: all ? undefined : false }));
  const letters = useMemo(() => query.data?.pages.flatMap((page) => page.items) ?? [], [query.data]);
  return (
    <Page
      title={t("Dead letters")}
      bar={
        <>
          <Select
            label={t("Kind")}
            value={kind ?? ""}
            onChange={(next) => set({ kind: next || undefined })}
            options={[
              { value: "", label: t("Any kind") },
              ...KINDS.map((value) => ({ value, label: t(LABELS[value]) })),
            ]}
          />
          <label className="flex items-center gap-2 text-sm text-ink-soft">
            <Checkbox
              checked={all ?? false}
              onChange={(checked) => set({ all: checked || undefined })}
              label={t("With those sent again")}
            />
            {t("With those sent again")}
          </label>
        </>
      }
    >
      <Loaded<object> query={query}>
        {() =>
          letters.length === 0 ? (
            <Empty icon={MailCheck} title={t("No start was lost")}>
              {t(
                "When a schedule, a webhook or a flow event cannot start its run, even after three tries, it is kept here for 14 days with its input and its error. Sent again, it starts one run.",
              )}
            </Empty>
          ) : (
            <Letters letters={letters} open={(id) => set({ open: id })} />
          )
        }
      </Loaded>
      <LoadMore
        more={query.hasNextPage && !query.isFetchingNextPage}
        load={() => void query.fetchNextPage()}
      />
      {search.open && <Letter id={search.open} close={() => set({ open: undefined })} />}
    </Page>
  );
}

function Letters({ letters, open }: { letters: readonly DeadLetter[]; open: (id: string) => void }) {
  const selection = useSelection(letters);
  const redrive = useRedriveMany();
  const remove = useDeleteLetters();
  const ids = [...selection.ids];
  const again = () =>
    redrive.mutate(ids, {
      onSuccess: ({ items }) => toast.ok(tn(items.length, "{n} start sent again", "{n} starts sent again")),
    });
  const discard = async () => {
    const sure = await confirm({
      title: tn(ids.length, "Delete {n} dead letter?", "Delete {n} dead letters?"),
      description: t("Their input is gone then, and no run is started."),
      action: t("Delete"),
      danger: true,
    });
    if (sure) remove.mutate(ids);
  };
  return (
    <>
      <SelectionBar
        selection={selection}
        columns={
          <>
            <span className="flex-1">{t("Flow and error")}</span>
            <span className="hidden w-28 md:block">{t("Started by")}</span>
            <span className="w-24 text-right">{t("Failed")}</span>
          </>
        }
      >
        <ActionButton operation="dead_letters_redrive_many" size="sm" onClick={again}>
          <RefreshCw />
          {t("Send again")}
        </ActionButton>
        <ActionButton operation="dead_letters_delete" size="sm" onClick={() => void discard()}>
          <Trash2 />
          {t("Delete")}
        </ActionButton>
      </SelectionBar>
      <ul>
        {letters.map((letter) => (
          <li
            key={letter.id}
            className={cn(
              "flex items-center gap-3 border-b border-line/70 px-4 sm:px-6",
              selection.ids.has(letter.id) ? "bg-accent-soft/50" : "hover:bg-hover/60",
            )}
          >
            <Checkbox
              checked={selection.ids.has(letter.id)}
              onChange={(checked) => selection.set(letter.id, checked)}
              label={t("Select {name}", { name: letter.flow_name })}
            />
            <button
              type="button"
              onClick={() => open(letter.id)}
              className="flex min-w-0 flex-1 items-center gap-3 py-2.5 text-left -outline-offset-2"
            >
              <span className="min-w-0 flex-1">
                <span className="flex items-center gap-2">
                  <span className="truncate font-medium">{letter.flow_name || letter.flow}</span>
                  {letter.redriven_at !== null && <Badge tone="ok">{t("Sent again")}</Badge>}
                </span>
                <span className="block truncate text-xs text-bad">{errorMessage(letter.error)}</span>
              </span>
              <span className="hidden w-28 shrink-0 text-xs text-ink-soft md:block">
                {t(LABELS[letter.kind])}
              </span>
              <time
                className="w-24 shrink-0 text-right text-xs text-ink-faint"
                title={dateTime(letter.buried_at)}
              >
                {ago(letter.buried_at)}
              </time>
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}

function Letter({ id, close }: { id: string; close: () => void }) {
  const query = useQuery(deadLetterQuery(id));
  const redrive = useRedrive();
  const remove = useDeleteLetters();
  const navigate = useNavigate();
  const letter = query.data;
  const again = async () => {
    const run = await redrive.mutateAsync(id);
    await navigate({ to: "/runs/$run", params: { run: run.id } });
  };
  return (
    <Dialog
      open
      wide
      onOpenChange={(open) => open || close()}
      title={letter ? letter.flow_name || letter.flow : t("Dead letter")}
      description={
        letter &&
        tn(letter.attempts ?? 0, "Tried once, {time}", "Tried {n} times, last {time}", {
          time: dateTime(letter.tried_at),
        })
      }
      footer={
        letter && (
          <>
            {letter.run && (
              <Button asChild className="mr-auto">
                <Link to="/runs/$run" params={{ run: letter.run }}>
                  {t("Its run")}
                </Link>
              </Button>
            )}
            <ActionButton
              operation="dead_letters_delete"
              onClick={() => remove.mutate([id], { onSuccess: close })}
            >
              <Trash2 />
              {t("Delete")}
            </ActionButton>
            <ActionButton
              operation="dead_letters_redrive_one"
              look="primary"
              disabled={redrive.isPending}
              onClick={() => void again()}
            >
              <RefreshCw />
              {t("Send again")}
            </ActionButton>
          </>
        )
      }
    >
      <Loaded query={query}>
        {(found) => (
          <div className="space-y-4">
            <div className="rounded-lg bg-bad-soft px-3 py-2 text-sm text-bad">
              <p className="font-medium">{errorMessage(found.error)}</p>
              {typeof found.error.hint === "string" && <p>{found.error.hint}</p>}
            </div>
            <section className="flex h-72 flex-col overflow-hidden rounded-lg border">
              <DataView
                value={found.input}
                name={found.id}
                title={<span className="font-medium text-ink">{t("Input")}</span>}
              />
            </section>
          </div>
        )}
      </Loaded>
    </Dialog>
  );
}

import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { CalendarClock, CalendarDays, Ellipsis, List, Pause, Pencil, Play, Plus, Trash2 } from "lucide-react";
import { lazy, Suspense, useState } from "react";

import { flowNamesQuery } from "@/api/flows";
import { type Schedule, schedulesQuery, useDeleteSchedule, usePauseSchedule } from "@/api/schedules";
import { ActionButton } from "@/components/action-button";
import { Badge } from "@/components/badge";
import { Empty } from "@/components/empty";
import { Loaded } from "@/components/loaded";
import { Page } from "@/components/page";
import { Section, Sections } from "@/components/section";
import { type Column, Table } from "@/components/table";
import { Segments } from "@/components/ui/choice";
import { confirm } from "@/components/ui/confirm";
import { IconButton } from "@/components/ui/icon-button";
import { Menu } from "@/components/ui/menu";
import { useAhead } from "@/hooks/use-ahead";
import { useCan } from "@/hooks/use-can";
import { errorMessage } from "@/lib/error-message";
import { ago, dateTime, elsewhere, until } from "@/lib/format";
import { t } from "@/lib/i18n";
import { describeTiming } from "@/schema-form/schedule/describe";
import { WeekView } from "@/schedules/week-view";

const dialog = () => import("@/schedules/schedule-dialog");
const ScheduleDialog = lazy(async () => ({ default: (await dialog()).ScheduleDialog }));

/** When flows start by themselves: as a list, and as the coming week. */
export function SchedulesPage() {
  useAhead(dialog);
  const search = useSearch({ from: "/schedules" });
  const navigate = useNavigate({ from: "/schedules" });
  const schedules = useQuery(schedulesQuery());
  const names = useQuery(flowNamesQuery).data;
  const [edited, edit] = useState<Schedule | "new" | null>(null);
  const nameOf = (schedule: Schedule) => schedule.name || (names?.get(schedule.flow) ?? schedule.flow);
  const close = () => {
    edit(null);
    if (search.create) void navigate({ search: { ...search, create: undefined }, replace: true });
  };
  const create = (
    <ActionButton operation="schedules_create" look="primary" onClick={() => edit("new")}>
      <Plus />
      {t("New schedule")}
    </ActionButton>
  );
  return (
    <Page
      title={t("Schedules")}
      actions={create}
      bar={
        <Segments
          label={t("View")}
          value={search.view ?? "list"}
          onChange={(view) =>
            void navigate({
              search: { ...search, view: view === "week" ? "week" : undefined },
              replace: true,
            })
          }
          options={[
            {
              value: "list",
              label: (
                <>
                  <List />
                  {t("List")}
                </>
              ),
            },
            {
              value: "week",
              label: (
                <>
                  <CalendarDays />
                  {t("Coming week")}
                </>
              ),
            },
          ]}
        />
      }
    >
      <Loaded query={schedules}>
        {(found) =>
          found.length === 0 ? (
            <Empty icon={CalendarClock} title={t("Nothing runs by itself yet")} actions={create}>
              {t(
                "Let a flow run every morning, every ten minutes or once next Tuesday, in any timezone. Clock changes are followed, and missed runs are made up for.",
              )}
            </Empty>
          ) : search.view === "week" ? (
            <WeekView schedules={found} nameOf={nameOf} open={edit} />
          ) : (
            <Sections>
              <Section flush title={t("All schedules")}>
                <ScheduleTable schedules={found} nameOf={nameOf} edit={edit} />
              </Section>
            </Sections>
          )
        }
      </Loaded>
      {(edited ?? search.create) && (
        <Suspense>
          <ScheduleDialog schedule={edited === "new" ? null : edited} flow={search.create} close={close} />
        </Suspense>
      )}
    </Page>
  );
}

interface ListProps {
  schedules: readonly Schedule[];
  nameOf: (schedule: Schedule) => string;
  edit: (schedule: Schedule) => void;
}

function ScheduleTable({ schedules, nameOf, edit }: ListProps) {
  const columns: Column<Schedule>[] = [
    {
      id: "name",
      title: t("Schedule"),
      className: "max-w-0 w-full sm:w-2/5",
      sort: nameOf,
      cell: (schedule) => (
        <>
          <Link
            to="/flows/$flow"
            params={{ flow: schedule.flow }}
            className="block truncate rounded font-medium hover:text-accent"
          >
            {nameOf(schedule)}
          </Link>
          <span className="block truncate text-xs text-ink-faint">
            {describeTiming(schedule.timing)} · {schedule.timezone}
          </span>
        </>
      ),
    },
    { id: "state", title: t("State"), sort: stateOf, cell: (schedule) => <State schedule={schedule} /> },
    {
      id: "next",
      title: t("Next run"),
      from: "sm",
      sort: (schedule) => (schedule.paused ? null : (schedule.next_times[0] ?? null)),
      cell: (schedule) => (
        <Time
          at={schedule.paused ? undefined : schedule.next_times[0]}
          show={until}
          zone={schedule.timezone}
        />
      ),
    },
    {
      id: "last",
      title: t("Last run"),
      from: "md",
      sort: (schedule) => schedule.last_at,
      cell: (schedule) => <Time at={schedule.last_at ?? undefined} show={ago} zone={schedule.timezone} />,
    },
    {
      id: "actions",
      title: "",
      right: true,
      cell: (schedule) => <Actions schedule={schedule} name={nameOf(schedule)} edit={edit} />,
    },
  ];
  return (
    <Table label={t("Schedules")} rows={schedules} columns={columns} rowKey={(schedule) => schedule.id} />
  );
}

interface TimeProps {
  at: number | undefined;
  show: (at: number) => string;
  zone: string;
}

/** A time on the viewer's clock, and below it on the schedule's. */
function Time({ at, show, zone }: TimeProps) {
  if (at === undefined) return <span className="text-ink-faint">–</span>;
  return (
    <time className="text-xs whitespace-nowrap text-ink-soft" title={dateTime(at)}>
      {show(at)}
      <span className="block text-2xs text-ink-faint">{elsewhere(at, zone)}</span>
    </time>
  );
}

function stateOf(schedule: Schedule): "disabled" | "paused" | "done" | "active" {
  if (schedule.disabled !== null) return "disabled";
  if (schedule.paused) return "paused";
  return schedule.next_times.length === 0 ? "done" : "active";
}

function State({ schedule }: { schedule: Schedule }) {
  const state = stateOf(schedule);
  const failing = schedule.failures > 0 && state === "active";
  if (state === "disabled")
    return (
      <Badge tone="bad" title={schedule.disabled ?? ""}>
        {t("Disabled")}
      </Badge>
    );
  if (state === "paused") return <Badge tone="wait">{t("Paused")}</Badge>;
  if (state === "done") return <Badge>{t("Over")}</Badge>;
  if (failing)
    return (
      <Badge tone="bad" title={errorMessage(schedule.error)}>
        {t("{n} failed in a row", { n: schedule.failures })}
      </Badge>
    );
  return <Badge tone="ok">{t("Active")}</Badge>;
}

interface ActionsProps {
  schedule: Schedule;
  name: string;
  edit: (schedule: Schedule) => void;
}

function Actions({ schedule, name, edit }: ActionsProps) {
  const pause = usePauseSchedule();
  const remove = useDeleteSchedule();
  const navigate = useNavigate();
  const why = {
    pause: useCan("schedules_pause").why,
    change: useCan("schedules_change").why,
    delete: useCan("schedules_delete").why,
  };
  const discard = async () => {
    const sure = await confirm({
      title: t("Delete the schedule {name}?", { name }),
      description: t("The flow stays, and so do its runs."),
      action: t("Delete"),
      danger: true,
    });
    if (sure) remove.mutate(schedule.id);
  };
  const stopped = schedule.paused || schedule.disabled !== null;
  return (
    <Menu
      trigger={
        <IconButton label={t("What can be done with {name}", { name })} size="icon-sm">
          <Ellipsis />
        </IconButton>
      }
      groups={[
        [
          {
            label: stopped ? t("Go on") : t("Pause"),
            icon: stopped ? <Play /> : <Pause />,
            refused: why.pause,
            onSelect: () => pause.mutate({ id: schedule.id, paused: !stopped }),
          },
          { label: t("Change"), icon: <Pencil />, refused: why.change, onSelect: () => edit(schedule) },
          {
            label: t("Runs"),
            icon: <List />,
            onSelect: () =>
              void navigate({ to: "/runs", search: { flow: schedule.flow, trigger: "schedule" } }),
          },
        ],
        [
          {
            label: t("Delete"),
            icon: <Trash2 />,
            danger: true,
            refused: why.delete,
            onSelect: () => void discard(),
          },
        ],
      ]}
    />
  );
}

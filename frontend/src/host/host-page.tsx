import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { CircleCheck, CircleX, ExternalLink, RotateCcw } from "lucide-react";

import {
  type Breaker,
  breakersQuery,
  healthQuery,
  limitsQuery,
  metricsQuery,
  queueQuery,
  readyQuery,
  useResetBreaker,
} from "@/api/host";
import { ActionButton } from "@/components/action-button";
import { Badge } from "@/components/badge";
import { Loaded } from "@/components/loaded";
import { Page } from "@/components/page";
import { Section, Sections } from "@/components/section";
import { StatSkeleton, StatTile, StatTiles } from "@/components/stat-tile";
import { Table } from "@/components/table";
import { Button } from "@/components/ui/button";
import { CacheSection } from "@/host/cache";
import { type Sample, samplesOf, sumOf } from "@/host/metrics";
import { ago, bytes, duration, until } from "@/lib/format";
import { formatNumber, msg, t } from "@/lib/i18n";

const CHECKS: Record<string, string> = {
  store: msg("The store can be written"),
  disk: msg("The disk has room"),
  browser_workers: msg("Browser workers start"),
  clock: msg("The clock looks at schedules"),
};

/** How the host does: whether it can work, what waits, what it leaves alone, what it keeps. */
export function HostPage() {
  return (
    <Page
      title={t("Host")}
      actions={
        <Button asChild>
          <a href="/docs" target="_blank" rel="noreferrer">
            <ExternalLink />
            {t("API")}
          </a>
        </Button>
      }
    >
      <Sections>
        <Figures />
        <div className="grid gap-4 lg:grid-cols-3">
          <Readiness />
          <Queue />
        </div>
        <Breakers />
        <CacheSection />
        <Limits />
      </Sections>
    </Page>
  );
}

function Figures() {
  const health = useQuery(healthQuery).data;
  const queue = useQuery(queueQuery);
  const metrics = useQuery(metricsQuery).data;
  const samples = metrics ? samplesOf(metrics) : [];
  return (
    <Loaded query={queue} skeleton={<StatSkeleton count={5} />}>
      {({ running, queued, limit }) => (
        <StatTiles label={t("Figures")}>
          <StatTile
            label={t("Version")}
            value={health?.version ?? "–"}
            about={health && t("workspace {workspace}", { workspace: health.workspace })}
          />
          <StatTile
            label={t("Runs under way")}
            value={formatNumber(running)}
            about={t("of {n} at once", { n: formatNumber(limit) })}
          />
          <StatTile label={t("Queued")} value={formatNumber(queued)} tone={queued > 0 ? "wait" : undefined} />
          {FIGURES.map(({ label, value, about }) => {
            const found = value(samples);
            return found === null ? null : (
              <StatTile key={label} label={t(label)} value={found} about={about?.(samples)} />
            );
          })}
        </StatTiles>
      )}
    </Loaded>
  );
}

/** What the host's metrics say, where one may read them. */
const FIGURES: readonly {
  label: string;
  value: (samples: readonly Sample[]) => string | null;
  about?: (samples: readonly Sample[]) => string;
}[] = [
  {
    label: msg("Free disk"),
    value: (samples) => shown(sumOf(samples, "flow_disk_bytes", { state: "free" }), bytes),
    about: (samples) => t("of {total}", { total: bytes(sumOf(samples, "flow_disk_bytes") ?? 0) }),
  },
  {
    label: msg("State file"),
    value: (samples) => shown(sumOf(samples, "flow_store_bytes"), bytes),
  },
  {
    label: msg("Memory"),
    value: (samples) => shown(sumOf(samples, "process_resident_memory_bytes"), bytes),
  },
  {
    label: msg("Runs since its start"),
    value: (samples) => shown(sumOf(samples, "flow_runs_total"), formatNumber),
  },
  {
    label: msg("Mean time of a request"),
    value: (samples) => {
      const sum = sumOf(samples, "flow_http_request_duration_seconds_sum");
      const count = sumOf(samples, "flow_http_request_duration_seconds_count");
      return sum === null || !count ? null : duration((sum / count) * 1_000);
    },
  },
];

function shown(value: number | null, format: (value: number) => string): string | null {
  return value === null ? null : format(value);
}

function Readiness() {
  const checks = useQuery(readyQuery);
  return (
    <Section title={t("Can it work?")}>
      <Loaded query={checks} skeleton={<div className="h-28 skeleton" />}>
        {(found) => (
          <ul className="space-y-2">
            {found.map(({ name, ok, message }) => (
              <li key={name} className="flex items-start gap-2 text-sm">
                {ok ? (
                  <CircleCheck className="mt-0.5 size-4 shrink-0 text-ok" aria-label={t("Yes")} />
                ) : (
                  <CircleX className="mt-0.5 size-4 shrink-0 text-bad" aria-label={t("No")} />
                )}
                <span>
                  {t(CHECKS[name] ?? name)}
                  {message && <span className="block text-xs text-ink-faint">{message}</span>}
                </span>
              </li>
            ))}
          </ul>
        )}
      </Loaded>
    </Section>
  );
}

function Queue() {
  const queue = useQuery(queueQuery);
  return (
    <Section flush title={t("Queue")} className="lg:col-span-2">
      <Loaded query={queue} skeleton={<div className="mx-4 mb-3 h-24 skeleton" />}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="px-4 pb-4 text-sm text-ink-soft">{t("No run waits for its turn.")}</p>
          ) : (
            <Table
              label={t("Queue")}
              rows={items}
              rowKey={(item) => item.run}
              columns={[
                { id: "position", title: "#", cell: (item) => item.position },
                {
                  id: "flow",
                  title: t("Flow"),
                  className: "max-w-0 w-1/3",
                  cell: (item) => (
                    <Link
                      to="/runs/$run"
                      params={{ run: item.run }}
                      className="block truncate rounded font-medium hover:text-accent"
                    >
                      {item.flow_name}
                    </Link>
                  ),
                },
                {
                  id: "reason",
                  title: t("Waits for"),
                  from: "sm",
                  className: "text-xs text-ink-soft",
                  cell: (item) => item.reason,
                },
                { id: "since", title: t("Since"), right: true, cell: (item) => ago(item.created_at) },
              ]}
            />
          )
        }
      </Loaded>
    </Section>
  );
}

const STATES = {
  closed: { label: msg("Calls go through"), tone: "ok" },
  half_open: { label: msg("Tried again"), tone: "wait" },
  open: { label: msg("Not called for now"), tone: "bad" },
} as const;

function Breakers() {
  const breakers = useQuery(breakersQuery);
  const reset = useResetBreaker();
  return (
    <Section
      flush
      title={t("Outside services")}
      about={t(
        "One that keeps failing is not called for a minute, so that runs fail fast instead of waiting.",
      )}
    >
      <Loaded query={breakers} skeleton={<div className="mx-4 mb-3 h-16 skeleton" />}>
        {(found) =>
          found.length === 0 ? (
            <p className="px-4 pb-4 text-sm text-ink-soft">{t("Nothing was called from this host yet.")}</p>
          ) : (
            <Table<Breaker>
              label={t("Outside services")}
              rows={found}
              rowKey={(breaker) => breaker.name}
              columns={[
                {
                  id: "name",
                  title: t("Service"),
                  className: "max-w-0 w-1/2 truncate font-medium",
                  sort: (breaker) => breaker.name,
                  cell: (breaker) => breaker.name,
                },
                {
                  id: "state",
                  title: t("State"),
                  cell: ({ state, opens_until }) => (
                    <span className="flex items-center gap-2">
                      <Badge tone={STATES[state].tone}>{t(STATES[state].label)}</Badge>
                      {opens_until !== null && (
                        <span className="hidden text-xs text-ink-faint sm:inline">{until(opens_until)}</span>
                      )}
                    </span>
                  ),
                },
                {
                  id: "calls",
                  title: t("Failed or slow"),
                  right: true,
                  from: "sm",
                  cell: ({ bad_calls, calls }) =>
                    t("{bad} of {all}", { bad: formatNumber(bad_calls), all: formatNumber(calls) }),
                },
                {
                  id: "reset",
                  title: "",
                  right: true,
                  cell: ({ name, state }) =>
                    state !== "closed" && (
                      <ActionButton
                        operation="state_reset_breaker"
                        size="sm"
                        onClick={() => reset.mutate(name)}
                      >
                        <RotateCcw />
                        {t("Call again")}
                      </ActionButton>
                    ),
                },
              ]}
            />
          )
        }
      </Loaded>
    </Section>
  );
}

const CATEGORIES = {
  general: msg("In general"),
  flows: msg("Flows"),
  runs: msg("Runs"),
  credentials: msg("Credentials"),
  uploads: msg("Uploads"),
};

function Limits() {
  const limits = useQuery(limitsQuery).data;
  if (!limits?.enforced) return null;
  return (
    <Section
      flush
      title={t("How often you may ask")}
      about={t("Within {time}", { time: duration(limits.window_s * 1_000) })}
    >
      <Table
        label={t("How often you may ask")}
        rows={limits.categories}
        rowKey={(limit) => limit.category}
        columns={[
          {
            id: "what",
            title: t("What"),
            className: "w-full",
            cell: (limit) => t(CATEGORIES[limit.category]),
          },
          { id: "left", title: t("Left"), right: true, cell: (limit) => formatNumber(limit.remaining) },
          { id: "limit", title: t("Limit"), right: true, cell: (limit) => formatNumber(limit.limit) },
        ]}
      />
    </Section>
  );
}

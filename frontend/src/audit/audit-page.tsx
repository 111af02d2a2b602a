import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { Download, FileClock, ShieldAlert, ShieldCheck } from "lucide-react";

import { type AuditEntry, auditQuery, useVerifyAudit, type Verification } from "@/api/audit";
import { saveFile } from "@/api/files";
import { membersQuery } from "@/api/workspace";
import { ActionButton } from "@/components/action-button";
import { Badge, type Tone } from "@/components/badge";
import { Empty } from "@/components/empty";
import { Loaded } from "@/components/loaded";
import { LoadMore } from "@/components/load-more";
import { Page } from "@/components/page";
import { Section, Sections } from "@/components/section";
import { type Column, Table } from "@/components/table";
import { Button } from "@/components/ui/button";
import { Menu } from "@/components/ui/menu";
import { SearchInput } from "@/components/ui/search-input";
import { Select } from "@/components/ui/select";
import { toast } from "@/components/ui/toast";
import { type AuditSearch, PERIODS } from "@/audit/search";
import { useNow } from "@/hooks/use-now";
import { dateTime, dayAndTime } from "@/lib/format";
import { formatNumber, msg, t } from "@/lib/i18n";

const HOUR_MS = 3_600_000;
const HOURS = { day: 24, week: 168, month: 720 };
const PERIOD_LABELS = { day: msg("Last day"), week: msg("Last week"), month: msg("Last month") };

/** Who did what, from where; and whether the log is as it was written. */
export function AuditPage() {
  const search = useSearch({ from: "/audit" });
  const navigate = useNavigate({ from: "/audit" });
  const set = (change: AuditSearch) => void navigate({ search: { ...search, ...change }, replace: true });
  const { who, operation, subject, period } = search;
  const now = useNow(false);
  const since = period && now - HOURS[period] * HOUR_MS;
  const filter = { who, operation, subject, since };
  const query = useInfiniteQuery(auditQuery(filter));
  const verify = useVerifyAudit();
  const entries = query.data?.pages.flatMap((page) => page.items) ?? [];
  const names = new Map(
    useQuery(membersQuery).data?.map(({ user, name, email }) => [user, name || (email ?? user)]),
  );
  return (
    <Page
      title={t("Audit log")}
      actions={
        <>
          <ActionButton operation="audit_verify" disabled={verify.isPending} onClick={() => verify.mutate()}>
            <ShieldCheck />
            {verify.isPending ? t("Verifying …") : t("Verify")}
          </ActionButton>
          <Menu
            trigger={
              <Button>
                <Download />
                {t("Export")}
              </Button>
            }
            groups={[
              (["csv", "jsonl"] as const).map((format) => ({
                label: format === "csv" ? "CSV" : "JSON Lines",
                onSelect: () =>
                  void saveFile("/api/v1/audit/export", `audit.${format}`, { format, ...filter }).catch(
                    toast.error,
                  ),
              })),
            ]}
          />
        </>
      }
      bar={
        <>
          <SearchInput
            className="w-full sm:w-72"
            value={operation ?? ""}
            onChange={(next) => set({ operation: next || undefined })}
            placeholder={t("Operation, such as flows_save")}
          />
          <SearchInput
            className="w-full sm:w-72"
            value={subject ?? ""}
            onChange={(next) => set({ subject: next || undefined })}
            placeholder={t("Id of what it was done to")}
          />
          <Who value={who ?? ""} onChange={(next) => set({ who: next || undefined })} />
          <Select
            label={t("Period")}
            value={period ?? ""}
            onChange={(next) => set({ period: next || undefined })}
            options={[
              { value: "", label: t("Any time") },
              ...PERIODS.map((value) => ({ value, label: t(PERIOD_LABELS[value]) })),
            ]}
          />
        </>
      }
    >
      <Sections>
        {verify.data && <Verified found={verify.data} />}
        <Loaded<object> query={query}>
          {() =>
            entries.length === 0 ? (
              <Empty icon={FileClock} title={t("Nothing was noted")}>
                {t(
                  "Every change, every sign-in and every use of a secret is noted here, each line bound to the one before.",
                )}
              </Empty>
            ) : (
              <Section flush title={t("Newest first")}>
                <Table
                  label={t("Audit log")}
                  rows={entries}
                  columns={columns(names)}
                  rowKey={(each) => String(each.seq)}
                />
              </Section>
            )
          }
        </Loaded>
        <LoadMore
          more={query.hasNextPage && !query.isFetchingNextPage}
          load={() => void query.fetchNextPage()}
        />
      </Sections>
    </Page>
  );
}

function Who({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const members = useQuery(membersQuery).data ?? [];
  if (members.length === 0) return null;
  return (
    <Select
      label={t("Who")}
      value={value}
      onChange={onChange}
      options={[
        { value: "", label: t("Anybody") },
        ...members.map((member) => ({
          value: member.user,
          label: member.name || (member.email ?? member.user),
        })),
      ]}
    />
  );
}

/** What the check of the chain came to. */
function Verified({ found: { ok, entries, head, broken } }: { found: Verification }) {
  return (
    <div
      role="status"
      className={
        ok
          ? "flex items-start gap-3 rounded-xl border border-ok/30 bg-ok-soft p-4 text-ok"
          : "flex items-start gap-3 rounded-xl border border-bad/30 bg-bad-soft p-4 text-bad"
      }
    >
      {ok ? <ShieldCheck className="size-5 shrink-0" /> : <ShieldAlert className="size-5 shrink-0" />}
      <div className="min-w-0">
        <p className="font-semibold">
          {ok ? t("The log is as it was written") : t("The log was tampered with")}
        </p>
        <p className="text-sm">
          {broken
            ? t("Line {seq}: {message}", { seq: formatNumber(broken.seq), message: broken.reason })
            : t("{n} lines, each bound to the one before.", { n: formatNumber(entries) })}
        </p>
        <p className="mt-1 truncate font-mono text-2xs" title={head.hash}>
          {t("Head {seq}: {hash}", { seq: head.seq ?? 0, hash: head.hash ?? "" })}
        </p>
      </div>
    </div>
  );
}

function tone(status: number | null): Tone {
  if (status === null) return "wait";
  return status < 400 ? "ok" : "bad";
}

function columns(names: ReadonlyMap<string, string>): Column<AuditEntry>[] {
  return [
    {
      id: "at",
      title: t("When"),
      cell: (entry) => (
        <time className="text-xs whitespace-nowrap text-ink-soft numeric">
          <span className="hidden sm:inline">{dateTime(entry.at)}</span>
          <span className="sm:hidden">
            {dayAndTime(entry.at).map((part) => (
              <span key={part} className="block">
                {part}
              </span>
            ))}
          </span>
        </time>
      ),
    },
    {
      id: "operation",
      title: t("Operation"),
      sort: (entry) => entry.operation,
      cell: (entry) => <span className="font-mono text-xs wrap-anywhere">{entry.operation}</span>,
    },
    {
      id: "who",
      title: t("Who"),
      from: "sm",
      cell: (entry) => (
        <span className="flex items-center gap-1.5">
          <Badge>{entry.kind}</Badge>
          <span className="max-w-40 truncate text-xs" title={[entry.actor, entry.agent].join("\n")}>
            {names.get(entry.actor) ?? entry.actor}
          </span>
        </span>
      ),
    },
    {
      id: "subject",
      title: t("Of what"),
      from: "md",
      className: "max-w-0 w-1/4 truncate font-mono text-xs",
      cell: (entry) => entry.subject,
    },
    {
      id: "address",
      title: t("From"),
      from: "lg",
      className: "text-xs text-ink-soft",
      cell: (entry) => entry.address,
    },
    {
      id: "status",
      title: t("Status"),
      right: true,
      cell: (entry) => <Badge tone={tone(entry.status)}>{entry.status ?? t("Cut off")}</Badge>,
    },
  ];
}

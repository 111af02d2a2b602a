import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Link2, Trash2 } from "lucide-react";
import { useState } from "react";

import { flowNamesQuery } from "@/api/flows";
import { type Share, sharesQuery, useCreateShare, useRevokeShare } from "@/api/workspace";
import { ActionButton, ActionIcon } from "@/components/action-button";
import { Badge } from "@/components/badge";
import { Loaded } from "@/components/loaded";
import { ProblemNote } from "@/components/problem-note";
import { Section } from "@/components/section";
import { type Column, Table } from "@/components/table";
import { Select } from "@/components/ui/select";
import { ago, until } from "@/lib/format";
import { t } from "@/lib/i18n";
import { Secret } from "@/workspace/secret";

/** Links with which anybody may look at a flow or a run. */
export function Sharing() {
  const query = useQuery(sharesQuery);
  const names = useQuery(flowNamesQuery).data;
  const revoke = useRevokeShare();
  const columns: Column<Share>[] = [
    {
      id: "what",
      title: t("What"),
      className: "max-w-0 w-1/2",
      cell: (share) => (
        <span className="flex items-center gap-2">
          <Badge>{share.kind === "flow" ? t("A flow") : t("A run")}</Badge>
          {share.kind === "flow" ? (
            <Link
              to="/flows/$flow"
              params={{ flow: share.subject }}
              className="truncate rounded font-medium hover:text-accent"
            >
              {names?.get(share.subject) ?? share.subject}
            </Link>
          ) : (
            <Link
              to="/runs/$run"
              params={{ run: share.subject }}
              className="truncate rounded font-mono text-xs hover:text-accent"
            >
              {share.subject}
            </Link>
          )}
        </span>
      ),
    },
    {
      id: "since",
      title: t("Since"),
      from: "sm",
      sort: (share) => share.created_at,
      cell: (share) => <span className="text-xs text-ink-soft">{ago(share.created_at)}</span>,
    },
    {
      id: "until",
      title: t("Ends"),
      sort: (share) => share.expires_at,
      cell: (share) => (
        <span className="text-xs text-ink-soft">
          {share.expires_at === null ? t("Never") : until(share.expires_at)}
        </span>
      ),
    },
    {
      id: "revoke",
      title: "",
      right: true,
      cell: (share) => (
        <ActionIcon
          operation="shares_revoke"
          label={t("Withdraw the link")}
          size="icon-sm"
          onClick={() => revoke.mutate(share.id)}
        >
          <Trash2 />
        </ActionIcon>
      ),
    },
  ];
  return (
    <Section
      flush
      title={t("Links")}
      about={t("Whoever has a link may look, without an account, until it ends or is withdrawn.")}
    >
      <NewShare names={names} />
      <Loaded query={query} skeleton={<div className="mx-4 mb-3 h-16 skeleton" />}>
        {(found) =>
          found.length > 0 && (
            <Table label={t("Links")} rows={found} columns={columns} rowKey={(share) => share.id} />
          )
        }
      </Loaded>
    </Section>
  );
}

function NewShare({ names }: { names: ReadonlyMap<string, string> | undefined }) {
  const create = useCreateShare();
  const [flow, setFlow] = useState("");
  return (
    <div className="space-y-2 px-4 pb-3">
      <div className="flex flex-wrap gap-2">
        <Select
          label={t("Flow")}
          className="min-w-56 flex-1"
          value={flow}
          onChange={setFlow}
          options={[
            { value: "", label: t("Choose a flow") },
            ...[...(names ?? [])].map(([value, label]) => ({ value, label })),
          ]}
        />
        <ActionButton
          operation="shares_create"
          disabled={flow === "" || create.isPending}
          onClick={() => create.mutate({ kind: "flow", id: flow })}
        >
          <Link2 />
          {t("Make a link")}
        </ActionButton>
      </div>
      {create.data && <Secret text={create.data.url} label={t("Link")} />}
      <ProblemNote error={create.error} />
    </div>
  );
}

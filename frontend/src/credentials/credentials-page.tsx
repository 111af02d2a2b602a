import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { KeyRound, Plus, Search } from "lucide-react";
import { useState } from "react";

import {
  type Credential,
  credentialsQuery,
  type CredentialType,
  credentialTypesQuery,
} from "@/api/credentials";
import { ActionButton } from "@/components/action-button";
import { Badge } from "@/components/badge";
import { Empty } from "@/components/empty";
import { Loaded } from "@/components/loaded";
import { Page } from "@/components/page";
import { Section, Sections } from "@/components/section";
import { type Column, Table } from "@/components/table";
import { SearchInput } from "@/components/ui/search-input";
import { CreateDialog } from "@/credentials/create-dialog";
import { CredentialDialog } from "@/credentials/credential-dialog";
import { connects, dueAt } from "@/credentials/fields";
import { TypeIcon } from "@/credentials/type-icon";
import { useNow } from "@/hooks/use-now";
import { ago, dateTime } from "@/lib/format";
import { t } from "@/lib/i18n";

const MINUTE_MS = 60_000;

/** Secrets that flows use: what kind, whether they work, what uses them. */
export function CredentialsPage() {
  const search = useSearch({ from: "/credentials" });
  const navigate = useNavigate({ from: "/credentials" });
  const query = useQuery(credentialsQuery);
  const types = new Map(useQuery(credentialTypesQuery).data?.map((type) => [type.id, type]));
  const [creating, setCreating] = useState(false);
  const show = (open: string | undefined) => void navigate({ search: { ...search, open }, replace: true });
  const shown = query.data?.find((credential) => credential.id === search.open);
  const type = shown && types.get(shown.type);
  const create = (
    <ActionButton operation="credentials_create" look="primary" onClick={() => setCreating(true)}>
      <Plus />
      {t("New credential")}
    </ActionButton>
  );
  return (
    <Page
      title={t("Credentials")}
      actions={create}
      bar={
        <SearchInput
          className="w-full sm:w-72"
          value={search.q ?? ""}
          onChange={(q) => void navigate({ search: { ...search, q: q || undefined }, replace: true })}
          placeholder={t("Search credentials")}
          delay={0}
        />
      }
    >
      <Loaded query={query}>
        {(found) =>
          found.length === 0 ? (
            <Empty icon={KeyRound} title={t("No credentials yet")} actions={create}>
              {t(
                "Keys, logins and tokens are kept here, encrypted. Flows name them; their values reach only the steps that use them, and no log, output or screen.",
              )}
            </Empty>
          ) : (
            <List credentials={found} q={search.q ?? ""} types={types} />
          )
        }
      </Loaded>
      {creating && (
        <CreateDialog
          close={() => setCreating(false)}
          created={(id) => {
            setCreating(false);
            show(id);
          }}
        />
      )}
      {shown && type && <CredentialDialog credential={shown} type={type} close={() => show(undefined)} />}
    </Page>
  );
}

interface ListProps {
  credentials: readonly Credential[];
  q: string;
  types: ReadonlyMap<string, CredentialType>;
}

function List({ credentials, q, types }: ListProps) {
  const titleOf = (credential: Credential) => types.get(credential.type)?.title ?? credential.type;
  const wanted = q.toLowerCase();
  const fitting = credentials.filter((credential) =>
    `${credential.name} ${titleOf(credential)}`.toLowerCase().includes(wanted),
  );
  const columns: Column<Credential>[] = [
    {
      id: "name",
      title: t("Name"),
      className: "max-w-0 w-1/2",
      sort: (credential) => credential.name,
      cell: (credential) => (
        <Link
          from="/credentials"
          to="/credentials"
          search={(now) => ({ ...now, open: credential.id })}
          className="flex items-center gap-3 rounded font-medium hover:text-accent"
        >
          <TypeIcon icon={types.get(credential.type)?.icon} />
          <span className="min-w-0">
            <span className="block truncate">{credential.name}</span>
            <span className="block truncate text-xs font-normal text-ink-faint">{titleOf(credential)}</span>
          </span>
        </Link>
      ),
    },
    { id: "state", title: t("State"), cell: (credential) => <State credential={credential} /> },
    {
      id: "used",
      title: t("Last used"),
      from: "sm",
      sort: (credential) => credential.last_used_at,
      cell: ({ last_used_at: at }) => <When at={at} never={t("Never")} />,
    },
    {
      id: "rotated",
      title: t("Secrets since"),
      from: "md",
      sort: (credential) => credential.rotated_at,
      cell: ({ rotated_at: at }) => <When at={at} never="–" />,
    },
  ];
  return (
    <Sections>
      {fitting.length === 0 ? (
        <Empty icon={Search} title={t("No credential fits")}>
          {t("Names and types are searched.")}
        </Empty>
      ) : (
        <Section flush title={t("All credentials")} about={t("Their values are never shown.")}>
          <Table
            label={t("Credentials")}
            rows={fitting}
            columns={columns}
            rowKey={(credential) => credential.id}
          />
        </Section>
      )}
    </Sections>
  );
}

function When({ at, never }: { at: number | null; never: string }) {
  if (at === null) return <span className="text-xs text-ink-faint">{never}</span>;
  return (
    <time className="text-xs whitespace-nowrap text-ink-soft" title={dateTime(at)}>
      {ago(at)}
    </time>
  );
}

function State({ credential }: { credential: Credential }) {
  const due = dueAt(credential);
  const now = useNow(true, MINUTE_MS);
  if (credential.problem)
    return (
      <Badge tone="bad" title={credential.problem}>
        {t("Does not work")}
      </Badge>
    );
  if (connects(credential) && !credential.fields.includes("refresh_token"))
    return <Badge tone="wait">{t("Not connected")}</Badge>;
  if (credential.test?.status === "failed")
    return (
      <Badge tone="bad" title={credential.test.message}>
        {t("Test failed")}
      </Badge>
    );
  if (due !== null && due < now) return <Badge tone="wait">{t("New secrets due")}</Badge>;
  if (credential.test?.status === "ok") return <Badge tone="ok">{t("Works")}</Badge>;
  return <Badge>{t("Not tested")}</Badge>;
}

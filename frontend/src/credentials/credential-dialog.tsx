import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import {
  CircleCheck,
  CircleHelp,
  CircleX,
  ExternalLink,
  Pencil,
  Plug,
  RefreshCw,
  Trash2,
  Workflow,
} from "lucide-react";
import { useState } from "react";

import {
  type Credential,
  type CredentialTest,
  type CredentialType,
  credentialUsersQuery,
  useConnectOauth,
  useDeleteCredential,
  useTestCredential,
} from "@/api/credentials";
import { asApiError } from "@/api/errors";
import { ActionButton } from "@/components/action-button";
import { Badge } from "@/components/badge";
import { confirm } from "@/components/ui/confirm";
import { Dialog } from "@/components/ui/dialog";
import { Input } from "@/components/ui/input";
import { ChangeDialog, RotateDialog } from "@/credentials/change-dialog";
import { connects, dueAt } from "@/credentials/fields";
import { ago, dateTime } from "@/lib/format";
import { t, tn } from "@/lib/i18n";

interface Props {
  credential: Credential;
  type: CredentialType;
  close: () => void;
}

/** A credential: whether it works, what uses it, and what can be done with it. */
export function CredentialDialog({ credential, type, close }: Props) {
  const [form, setForm] = useState<"change" | "rotate" | null>(null);
  const remove = useRemove(credential, close);
  if (form === "change")
    return <ChangeDialog credential={credential} type={type} close={() => setForm(null)} />;
  if (form === "rotate")
    return <RotateDialog credential={credential} type={type} close={() => setForm(null)} />;
  return (
    <Dialog
      open
      onOpenChange={(open) => open || close()}
      title={credential.name}
      description={type.title}
      footer={
        <>
          <ActionButton
            operation="credentials_delete"
            look="quiet"
            className="mr-auto text-bad"
            onClick={() => void remove()}
          >
            <Trash2 />
            {t("Delete")}
          </ActionButton>
          <ActionButton operation="credentials_change" onClick={() => setForm("change")}>
            <Pencil />
            {t("Change")}
          </ActionButton>
          <ActionButton operation="credentials_rotate" onClick={() => setForm("rotate")}>
            <RefreshCw />
            {t("New secrets")}
          </ActionButton>
        </>
      }
    >
      <div className="space-y-5">
        {credential.problem && (
          <p className="rounded-lg bg-bad-soft px-3 py-2 text-sm text-bad">{credential.problem}</p>
        )}
        {connects(credential) && <Connect credential={credential} />}
        <Values credential={credential} />
        <Test credential={credential} type={type} />
        <UsedBy id={credential.id} />
      </div>
    </Dialog>
  );
}

function useRemove(credential: Credential, close: () => void) {
  const remove = useDeleteCredential();
  const users = useQuery(credentialUsersQuery(credential.id)).data ?? [];
  return async () => {
    const sure = await confirm({
      title: t("Delete {name}?", { name: credential.name }),
      description:
        users.length > 0
          ? tn(
              users.length,
              "{n} flow or channel uses it and will fail without it. Its secrets cannot be brought back.",
              "{n} flows and channels use it and will fail without it. Its secrets cannot be brought back.",
            )
          : t("Nothing uses it. Its secrets cannot be brought back."),
      action: t("Delete"),
      danger: true,
    });
    if (!sure) return;
    await remove.mutateAsync({ id: credential.id, force: users.length > 0 });
    close();
  };
}

function Values({ credential }: { credential: Credential }) {
  const due = dueAt(credential);
  const facts: [string, string][] = [
    ...credential.fields.map((field): [string, string] => {
      const value = credential.values[field];
      return [
        field,
        value === undefined ? "••••••••" : typeof value === "string" ? value : JSON.stringify(value),
      ];
    }),
    [t("Last used"), credential.last_used_at === null ? t("Never") : ago(credential.last_used_at)],
    [t("Secrets since"), dateTime(credential.rotated_at)],
    ...(due === null ? [] : [[t("New secrets due"), dateTime(due)] as [string, string]]),
  ];
  return (
    <dl className="grid grid-cols-[minmax(7rem,auto)_1fr] gap-x-4 gap-y-1 text-sm">
      {facts.map(([name, value]) => (
        <div key={name} className="contents">
          <dt className="truncate text-ink-faint">{name}</dt>
          <dd className="min-w-0 truncate" title={value}>
            {value}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Connect({ credential }: { credential: Credential }) {
  const connect = useConnectOauth();
  const connected = credential.fields.includes("refresh_token") || credential.fields.includes("access_token");
  const begin = async () => {
    const { url } = await connect.mutateAsync(credential.id);
    location.assign(url);
  };
  return (
    <div className="flex items-center gap-3 rounded-lg border bg-ground p-3">
      <Plug className="size-5 shrink-0 text-ink-faint" />
      <p className="flex-1 text-sm text-ink-soft">
        {connected
          ? t("Somebody agreed to give access. Connect again to do so anew.")
          : t("Nobody agreed to give access yet. You are taken to the service and come back here.")}
      </p>
      <ActionButton
        operation="oauth_start"
        look={connected ? "plain" : "primary"}
        disabled={connect.isPending}
        onClick={() => void begin()}
      >
        <ExternalLink />
        {connected ? t("Connect again") : t("Connect")}
      </ActionButton>
    </div>
  );
}

function Test({ credential, type }: { credential: Credential; type: CredentialType }) {
  const test = useTestCredential();
  const [url, setUrl] = useState("");
  const result = test.data ?? credential.test;
  if (!type.test) {
    return (
      <p className="flex items-start gap-2 text-sm text-ink-soft">
        <CircleHelp className="mt-0.5 size-4 shrink-0 text-ink-faint" />
        {type.untested}
      </p>
    );
  }
  return (
    <section aria-label={t("Test")} className="space-y-2">
      <div className="flex flex-wrap items-center gap-2">
        {type.test_url && (
          <Input
            aria-label={t("Address to ask")}
            placeholder="https://api.example/me"
            className="w-auto flex-1"
            value={url}
            onChange={(event) => setUrl(event.target.value)}
          />
        )}
        <ActionButton
          operation="credentials_try"
          disabled={test.isPending || (type.test_url && url === "")}
          onClick={() => test.mutate({ id: credential.id, url: url || undefined })}
        >
          {test.isPending ? t("Testing …") : t("Test")}
        </ActionButton>
        {!type.test_url && <span className="text-xs text-ink-faint">{type.test}</span>}
      </div>
      {test.error && <p className="text-sm text-bad">{asApiError(test.error).message}</p>}
      {result && <Outcome result={result} />}
    </section>
  );
}

function Outcome({ result }: { result: CredentialTest }) {
  const looks = {
    ok: <CircleCheck className="text-ok" />,
    failed: <CircleX className="text-bad" />,
    untested: <CircleHelp className="text-ink-faint" />,
  };
  return (
    <div
      role="status"
      className="flex items-start gap-2 rounded-lg border bg-ground px-3 py-2 text-sm [&>svg]:mt-0.5 [&>svg]:size-4 [&>svg]:shrink-0"
    >
      {looks[result.status]}
      <div className="min-w-0 flex-1">
        <p className="break-words">{result.message}</p>
        {result.hint && <p className="text-xs text-ink-soft">{result.hint}</p>}
      </div>
      <time className="shrink-0 text-xs text-ink-faint" title={dateTime(result.at)}>
        {ago(result.at)}
      </time>
    </div>
  );
}

function UsedBy({ id }: { id: string }) {
  const users = useQuery(credentialUsersQuery(id)).data;
  return (
    <section>
      <h3 className="mb-1 text-xs font-semibold text-ink-faint">{t("Used by")}</h3>
      {users?.length === 0 && <p className="text-sm text-ink-soft">{t("Nothing uses it yet.")}</p>}
      <ul className="space-y-0.5">
        {users?.map((user) => (
          <li key={user.id} className="flex items-center gap-2 text-sm">
            <Workflow className="size-4 shrink-0 text-ink-faint" />
            {user.kind === "flow" ? (
              <Link
                to="/flows/$flow"
                params={{ flow: user.id }}
                className="min-w-0 truncate rounded hover:text-accent"
              >
                {user.name}
              </Link>
            ) : (
              <span className="min-w-0 truncate">{user.name}</span>
            )}
            {user.kind === "channel" && <Badge>{t("Channel")}</Badge>}
            {user.deleted && <Badge>{t("In the trash")}</Badge>}
            {user.draft && !user.published && <Badge tone="wait">{t("Draft")}</Badge>}
          </li>
        ))}
      </ul>
    </section>
  );
}

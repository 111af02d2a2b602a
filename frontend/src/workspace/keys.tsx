import { useQuery } from "@tanstack/react-query";
import { Plus, Trash2 } from "lucide-react";
import { useState } from "react";

import { type ApiKey, apiKeysQuery, type KeyScope, useCreateKey, useRevokeKey } from "@/api/workspace";
import { ActionButton, ActionIcon } from "@/components/action-button";
import { Badge } from "@/components/badge";
import { Loaded } from "@/components/loaded";
import { Section } from "@/components/section";
import { type Column, Table } from "@/components/table";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/choice";
import { confirm } from "@/components/ui/confirm";
import { Dialog } from "@/components/ui/dialog";
import { FormDialog } from "@/components/ui/form-dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { ago, dateTime, until } from "@/lib/format";
import { msg, t } from "@/lib/i18n";
import { Secret } from "@/workspace/secret";

const SCOPES: readonly { area: string; label: string }[] = [
  { area: "flows", label: msg("Flows") },
  { area: "runs", label: msg("Runs") },
  { area: "data", label: msg("Data") },
  { area: "credentials", label: msg("Credentials") },
  { area: "workspace", label: msg("Workspace") },
];
const LIVES = ["30", "90", "365", ""] as const;
const DAY_MS = 86_400_000;

/** What programs prove with who they act for. */
export function Keys() {
  const query = useQuery(apiKeysQuery);
  const revoke = useRevokeKey();
  const [creating, setCreating] = useState(false);
  const discard = async (key: ApiKey) => {
    const sure = await confirm({
      title: t("Revoke the key {name}?", { name: key.name }),
      description: t("Programs that use it are refused from the next request on."),
      action: t("Revoke"),
      danger: true,
    });
    if (sure) revoke.mutate(key.id);
  };
  const columns: Column<ApiKey>[] = [
    {
      id: "name",
      title: t("Name"),
      className: "max-w-0 w-1/3",
      sort: (key) => key.name,
      cell: (key) => (
        <>
          <span className="block truncate font-medium">{key.name}</span>
          <span className="block truncate font-mono text-2xs text-ink-faint">{key.prefix}…</span>
        </>
      ),
    },
    {
      id: "scopes",
      title: t("May"),
      from: "md",
      cell: (key) => (
        <span className="flex flex-wrap gap-1">
          {key.scopes.map((scope) => (
            <Badge key={scope} className="font-mono">
              {scope}
            </Badge>
          ))}
        </span>
      ),
    },
    {
      id: "used",
      title: t("Last used"),
      sort: (key) => key.used_at,
      cell: (key) => (
        <span className="text-xs whitespace-nowrap text-ink-soft">
          {key.used_at === null ? t("Never") : ago(key.used_at)}
        </span>
      ),
    },
    {
      id: "until",
      title: t("Ends"),
      from: "sm",
      sort: (key) => key.expires_at,
      cell: (key) => (
        <span
          className="text-xs whitespace-nowrap text-ink-soft"
          title={key.expires_at === null ? undefined : dateTime(key.expires_at)}
        >
          {key.expires_at === null ? t("Never") : until(key.expires_at)}
        </span>
      ),
    },
    {
      id: "revoke",
      title: "",
      right: true,
      cell: (key) => (
        <ActionIcon
          operation="api_keys_revoke"
          label={t("Revoke {name}", { name: key.name })}
          size="icon-sm"
          onClick={() => void discard(key)}
        >
          <Trash2 />
        </ActionIcon>
      ),
    },
  ];
  return (
    <Section
      flush
      title={t("API keys")}
      about={t("They act for you, in this workspace, within their scopes.")}
      actions={
        <ActionButton operation="api_keys_create" look="primary" onClick={() => setCreating(true)}>
          <Plus />
          {t("New key")}
        </ActionButton>
      }
    >
      <Loaded query={query} skeleton={<div className="mx-4 mb-3 h-24 skeleton" />}>
        {(found) =>
          found.length === 0 ? (
            <p className="px-4 pb-4 text-sm text-ink-soft">
              {t("No keys yet. A key lets a script or another service start runs and read their results.")}
            </p>
          ) : (
            <Table label={t("API keys")} rows={found} columns={columns} rowKey={(key) => key.id} />
          )
        }
      </Loaded>
      {creating && <CreateKey close={() => setCreating(false)} />}
    </Section>
  );
}

function CreateKey({ close }: { close: () => void }) {
  const create = useCreateKey();
  const [name, setName] = useState("");
  const [days, setDays] = useState<(typeof LIVES)[number]>("90");
  const [scopes, setScopes] = useState<readonly KeyScope[]>(["flows:read", "runs:read", "runs:write"]);
  const send = () =>
    create.mutate({
      name,
      scopes: [...scopes],
      expires_at: days === "" ? null : Date.now() + Number(days) * DAY_MS,
    });
  if (create.data) return <Shown token={create.data.key} close={close} />;
  return (
    <FormDialog
      title={t("New API key")}
      action={t("Make the key")}
      ready={name !== "" && scopes.length > 0}
      pending={create.isPending}
      error={create.error}
      send={send}
      close={close}
    >
      <Field label={t("Name")} required hint={t("What it is for.")}>
        {(about) => (
          <Input {...about} autoFocus value={name} onChange={(event) => setName(event.target.value)} />
        )}
      </Field>
      <fieldset>
        <legend className="mb-1 text-xs font-medium text-ink-soft">{t("What it may")}</legend>
        <div className="divide-y divide-line/70 rounded-lg border">
          {SCOPES.map(({ area, label }) => (
            <div key={area} className="flex items-center gap-4 px-3 py-1.5 text-sm">
              <span className="flex-1">{t(label)}</span>
              {(["read", "write"] as const).map((kind) => {
                const scope = `${area}:${kind}` as KeyScope;
                const say = kind === "read" ? t("Read") : t("Change");
                return (
                  <label key={kind} className="flex items-center gap-1.5 text-xs text-ink-soft">
                    <Checkbox
                      label={`${t(label)}: ${say}`}
                      checked={scopes.includes(scope)}
                      onChange={(on) =>
                        setScopes(on ? [...scopes, scope] : scopes.filter((each) => each !== scope))
                      }
                    />
                    {say}
                  </label>
                );
              })}
            </div>
          ))}
        </div>
      </fieldset>
      <Field label={t("Ends after")}>
        {({ id }) => (
          <Select
            id={id}
            className="w-48"
            value={days}
            onChange={setDays}
            options={LIVES.map((value) => ({
              value,
              label: value === "" ? t("Never") : t("{n} days", { n: value }),
            }))}
          />
        )}
      </Field>
    </FormDialog>
  );
}

function Shown({ token, close }: { token: string; close: () => void }) {
  return (
    <Dialog
      open
      onOpenChange={(open) => open || close()}
      title={t("Your new key")}
      description={t("Copy it now: it is shown this once and cannot be read again.")}
      footer={
        <Button look="primary" onClick={close}>
          {t("I have it")}
        </Button>
      }
    >
      <Secret text={token} label={t("API key")} />
    </Dialog>
  );
}

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";

import { credentialsQuery } from "@/api/credentials";
import { type Channel, type ChannelSpec, type NotificationKind, useSaveChannel } from "@/api/notifications";
import { Checkbox, Segments, Switch } from "@/components/ui/choice";
import { FormDialog } from "@/components/ui/form-dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { t } from "@/lib/i18n";
import { KIND_LABELS, KINDS } from "@/notifications/kinds";

type Via = ChannelSpec["via"]["kind"];

/** Types of credentials that a kind of channel takes. */
const FITTING: Record<Via, readonly string[]> = {
  email: ["smtp"],
  slack: ["slack_webhook"],
  webhook: ["hmac"],
};

/** Where notifications go, and which. */
export function ChannelDialog({ channel, close }: { channel: Channel | null; close: () => void }) {
  const save = useSaveChannel();
  const [name, setName] = useState(channel?.name ?? "");
  const [kind, setKind] = useState<Via>(channel?.via.kind ?? "email");
  const [credential, setCredential] = useState(channel?.via.credential ?? "");
  const [to, setTo] = useState(channel?.via.kind === "email" ? channel.via.to.join(", ") : "");
  const [url, setUrl] = useState(channel?.via.kind === "webhook" ? channel.via.url : "");
  const [kinds, setKinds] = useState<readonly NotificationKind[]>(channel?.kinds ?? []);
  const [paused, setPaused] = useState(channel?.paused ?? false);
  const via: ChannelSpec["via"] =
    kind === "email"
      ? {
          kind,
          credential,
          to: to
            .split(",")
            .map((each) => each.trim())
            .filter(Boolean),
        }
      : kind === "slack"
        ? { kind, credential }
        : { kind, url, credential: credential || null };
  const send = async () => {
    const spec = { name, via, kinds: [...kinds], paused, muted_flows: channel?.muted_flows ?? [] };
    await save.mutateAsync({ id: channel?.id, spec });
    close();
  };
  return (
    <FormDialog
      title={channel ? t("Change {name}", { name: channel.name }) : t("New channel")}
      action={t("Save")}
      ready={name !== ""}
      pending={save.isPending}
      error={save.error}
      send={() => void send().catch(() => undefined)}
      close={close}
    >
      <Field label={t("Name")} required>
        {(about) => (
          <Input
            {...about}
            placeholder={t("On call")}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        )}
      </Field>
      <Segments
        label={t("Way")}
        value={kind}
        onChange={(next) => {
          setKind(next);
          setCredential("");
        }}
        options={[
          { value: "email", label: t("E-mail") },
          { value: "slack", label: "Slack" },
          { value: "webhook", label: t("Webhook") },
        ]}
      />
      {kind === "email" && (
        <Field label={t("To")} required hint={t("Addresses with commas between.")}>
          {(about) => <Input {...about} value={to} onChange={(event) => setTo(event.target.value)} />}
        </Field>
      )}
      {kind === "webhook" && (
        <Field label={t("Address")} required>
          {(about) => (
            <Input {...about} type="url" value={url} onChange={(event) => setUrl(event.target.value)} />
          )}
        </Field>
      )}
      <CredentialField kind={kind} value={credential} onChange={setCredential} />
      <KindsField kinds={kinds} onChange={setKinds} />
      <div className="flex items-center gap-2 text-sm">
        <Switch checked={paused} onChange={setPaused} label={t("Paused")} />
        {t("Paused")}
      </div>
    </FormDialog>
  );
}

interface CredentialFieldProps {
  kind: Via;
  value: string;
  onChange: (value: string) => void;
}

function CredentialField({ kind, value, onChange }: CredentialFieldProps) {
  const fitting = (useQuery(credentialsQuery).data ?? []).filter(({ type }) => FITTING[kind].includes(type));
  const labels = { email: t("Mail server"), slack: t("Slack webhook"), webhook: t("Signing secret") };
  return (
    <Field
      label={labels[kind]}
      required={kind !== "webhook"}
      hint={
        fitting.length === 0 ? t("There is no such credential yet; make one under Credentials.") : undefined
      }
    >
      {({ id }) => (
        <Select
          id={id}
          className="w-full"
          value={value}
          onChange={onChange}
          options={[
            { value: "", label: t("None") },
            ...fitting.map((each) => ({ value: each.id, label: each.name })),
          ]}
        />
      )}
    </Field>
  );
}

interface KindsFieldProps {
  kinds: readonly NotificationKind[];
  onChange: (kinds: readonly NotificationKind[]) => void;
}

function KindsField({ kinds, onChange }: KindsFieldProps) {
  return (
    <fieldset>
      <legend className="mb-1 text-xs font-medium text-ink-soft">{t("What it carries")}</legend>
      <p className="mb-1.5 text-xs text-ink-faint">{t("Nothing chosen means everything.")}</p>
      <ul className="grid gap-1.5 sm:grid-cols-2">
        {KINDS.map((kind) => (
          <li key={kind}>
            <label className="flex items-center gap-2 text-sm">
              <Checkbox
                label={t(KIND_LABELS[kind])}
                checked={kinds.includes(kind)}
                onChange={(on) => onChange(on ? [...kinds, kind] : kinds.filter((each) => each !== kind))}
              />
              {t(KIND_LABELS[kind])}
            </label>
          </li>
        ))}
      </ul>
    </fieldset>
  );
}

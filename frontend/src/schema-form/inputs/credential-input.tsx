import { useQuery } from "@tanstack/react-query";
import { KeyRound, Plus, X } from "lucide-react";
import { useState } from "react";

import { credentialsQuery, useCreateCredential } from "@/api/credentials";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { IconButton } from "@/components/ui/icon-button";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { t } from "@/lib/i18n";
import type { InputProps } from "@/schema-form/inputs/input-props";

/** Fields that the types of credentials usually hold; others are added by name. */
const FIELDS: Record<string, readonly string[]> = {
  basic: ["username", "password"],
  login: ["username", "password"],
  bearer: ["token"],
  secret: ["value"],
  api_key: ["name", "value"],
  header: ["name", "value"],
  smtp: ["host", "port", "username", "password"],
  database: ["url"],
  totp: ["secret"],
  oauth2: ["token_url", "client_id", "client_secret"],
};

/** A credential of a fitting type, or a new one; what it holds is never shown. */
export function CredentialInput({ schema, value, onChange, id, label }: InputProps) {
  const wanted = Array.isArray(schema["x-credential"]) ? schema["x-credential"] : [];
  const known = useQuery(credentialsQuery).data ?? [];
  const [creating, setCreating] = useState(false);
  const chosen = typeof value === "string" ? value : "";
  const fitting = known.filter((each) => wanted.length === 0 || wanted.includes(each.type));
  const options = [
    { value: "", label: t("None") },
    ...fitting.map((each) => ({ value: each.id, label: `${each.name} · ${each.type}` })),
  ];
  if (chosen && !options.some((option) => option.value === chosen)) {
    options.push({
      value: chosen,
      label: known.find((each) => each.name === chosen)?.name ?? t("{name} (missing)", { name: chosen }),
    });
  }
  return (
    <div className="flex gap-1.5">
      <Select
        id={id}
        label={label}
        className="min-w-0 flex-1"
        value={chosen}
        onChange={(next) => onChange(next || undefined)}
        options={options}
      />
      <IconButton look="plain" label={t("New credential")} onClick={() => setCreating(true)}>
        <Plus />
      </IconButton>
      {creating && <NewCredential types={wanted} close={() => setCreating(false)} created={onChange} />}
    </div>
  );
}

interface NewProps {
  types: readonly string[];
  close: () => void;
  created: (id: string) => void;
}

function NewCredential({ types, close, created }: NewProps) {
  const [type, setType] = useState(types[0] ?? "secret");
  const [name, setName] = useState("");
  const [fields, setFields] = useState<readonly [string, string][]>(() => fresh(types[0] ?? "secret"));
  const create = useCreateCredential();
  const save = async () => {
    const filled = Object.fromEntries(fields.filter(([field, text]) => field !== "" && text !== ""));
    created((await create.mutateAsync({ name, type, fields: filled })).id);
    close();
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => open || close()}
      title={t("New credential")}
      description={t(
        "Its values are stored encrypted, reach only the steps that use it, and are never shown again.",
      )}
      footer={
        <>
          <Button onClick={close}>{t("Cancel")}</Button>
          <Button look="primary" disabled={name === "" || create.isPending} onClick={() => void save()}>
            <KeyRound />
            {t("Save")}
          </Button>
        </>
      }
    >
      <div className="space-y-3">
        <Field label={t("Name")} required>
          {(about) => (
            <Input {...about} autoFocus value={name} onChange={(event) => setName(event.target.value)} />
          )}
        </Field>
        {types.length > 1 && (
          <Field label={t("Type")}>
            {({ id }) => (
              <Select
                id={id}
                className="w-full"
                value={type}
                onChange={(next) => {
                  setType(next);
                  setFields(fresh(next));
                }}
                options={types.map((each) => ({ value: each, label: each }))}
              />
            )}
          </Field>
        )}
        {fields.map(([field, text], index) => (
          <div key={index} className="flex gap-1.5">
            <Input
              aria-label={t("Field")}
              className="w-36 font-mono text-xs"
              value={field}
              onChange={(event) => setFields(fields.with(index, [event.target.value, text]))}
            />
            <Input
              aria-label={t("Value of {field}", { field })}
              type="password"
              autoComplete="off"
              className="flex-1"
              value={text}
              onChange={(event) => setFields(fields.with(index, [field, event.target.value]))}
            />
            <IconButton
              label={t("Remove {name}", { name: field })}
              onClick={() => setFields(fields.toSpliced(index, 1))}
            >
              <X />
            </IconButton>
          </div>
        ))}
        <Button size="sm" look="quiet" onClick={() => setFields([...fields, ["", ""]])}>
          <Plus />
          {t("Add a field")}
        </Button>
      </div>
    </Dialog>
  );
}

function fresh(type: string): readonly [string, string][] {
  return (FIELDS[type] ?? ["value"]).map((field) => [field, ""]);
}

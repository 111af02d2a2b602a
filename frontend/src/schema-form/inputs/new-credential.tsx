import { useQuery } from "@tanstack/react-query";
import { Copy, Dices, KeyRound } from "lucide-react";
import { useState } from "react";

import { type CredentialType, credentialTypesQuery, useCreateCredential } from "@/api/credentials";
import { ProblemNote } from "@/components/problem-note";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { IconButton } from "@/components/ui/icon-button";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { toast } from "@/components/ui/toast";
import { t } from "@/lib/i18n";
import { randomId } from "@/lib/random-id";
import { fieldsSchema, filled } from "@/schema-form/credential-fields";
import { initialValue } from "@/schema-form/schema";
import { SchemaForm } from "@/schema-form/schema-form";

/** Types whose secret both sides agree on, so that it can be made here; by the field that holds it. */
const AGREED: Readonly<Record<string, string>> = { hmac: "secret", bearer: "token" };
const SECRET_CHARS = 40;

interface Props {
  /** Ids of the types that fit; none stands for all. */
  types: readonly string[];
  close: () => void;
  created: (id: string) => void;
}

/** A new credential, with what its type asks for. */
export default function NewCredential({ types: wanted, close, created }: Props) {
  const types = useQuery(credentialTypesQuery).data?.filter(
    ({ id }) => wanted.length === 0 || wanted.includes(id),
  );
  const [chosen, choose] = useState<string | null>(null);
  const type = types?.find(({ id }) => id === chosen) ?? types?.[0];
  return (
    type && (
      <Form key={type.id} type={type} types={types ?? []} choose={choose} close={close} created={created} />
    )
  );
}

interface FormProps extends Omit<Props, "types"> {
  type: CredentialType;
  types: readonly CredentialType[];
  choose: (id: string) => void;
}

function Form({ type, types, choose, close, created }: FormProps) {
  const schema = fieldsSchema(type.schema, "all");
  const [name, setName] = useState("");
  const [fields, setFields] = useState(() => (initialValue(schema) ?? {}) as Record<string, unknown>);
  const create = useCreateCredential({ quiet: true });
  const save = async () => {
    created((await create.mutateAsync({ name, type: type.id, fields: filled(fields) })).id);
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
          <Button
            look="primary"
            disabled={name === "" || create.isPending}
            onClick={() => void save().catch(() => undefined)}
          >
            <KeyRound />
            {t("Save")}
          </Button>
        </>
      }
    >
      <div className="space-y-4">
        <Field label={t("Name")} required>
          {(about) => (
            <Input {...about} autoFocus value={name} onChange={(event) => setName(event.target.value)} />
          )}
        </Field>
        {types.length > 1 && (
          <Field label={t("Type")} hint={type.help}>
            {({ id }) => (
              <Select
                id={id}
                className="w-full"
                value={type.id}
                onChange={choose}
                options={types.map((each) => ({ value: each.id, label: each.title }))}
              />
            )}
          </Field>
        )}
        <SchemaForm
          key={typeof fields[AGREED[type.id] ?? ""]}
          schema={schema}
          value={fields}
          onChange={(next) => setFields(next as Record<string, unknown>)}
        />
        {AGREED[type.id] && (
          <MadeSecret take={(secret) => setFields({ ...fields, [AGREED[type.id] ?? ""]: secret })} />
        )}
        <ProblemNote error={create.error} />
      </div>
    </Dialog>
  );
}

/** Makes a secret and shows it, this once, to be given to the other side. */
function MadeSecret({ take }: { take: (secret: string) => void }) {
  const [made, setMade] = useState<string | null>(null);
  const make = () => {
    const secret = randomId(SECRET_CHARS);
    setMade(secret);
    take(secret);
  };
  if (made === null)
    return (
      <Button size="sm" look="quiet" onClick={make}>
        <Dices />
        {t("Make a random secret")}
      </Button>
    );
  return (
    <div className="rounded-lg border border-wait/25 bg-wait-soft px-3 py-2 text-xs">
      <p className="text-wait">{t("Give it to the other side now: it is shown this once.")}</p>
      <p className="mt-1 flex items-center gap-1">
        <code className="min-w-0 flex-1 font-mono break-all select-all">{made}</code>
        <IconButton
          label={t("Copy the secret")}
          size="icon-sm"
          onClick={() => void navigator.clipboard.writeText(made).then(() => toast.ok(t("Copied")))}
        >
          <Copy />
        </IconButton>
      </p>
    </div>
  );
}

/** A type that takes fields by any name has nothing but a table of secrets to offer; limits are far above what people type. */

import { useQuery } from "@tanstack/react-query";
import { ArrowLeft, KeyRound } from "lucide-react";
import { lazy, Suspense, useState } from "react";

import { type CredentialType, credentialTypesQuery, useCreateCredential } from "@/api/credentials";
import { Loaded } from "@/components/loaded";
import { ProblemNote } from "@/components/problem-note";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { SearchInput } from "@/components/ui/search-input";
import { TypeIcon } from "@/credentials/type-icon";
import { t } from "@/lib/i18n";
import { fieldsSchema, filled } from "@/schema-form/credential-fields";
import { initialValue } from "@/schema-form/schema";

const SchemaForm = lazy(() =>
  import("@/schema-form/schema-form").then(({ SchemaForm: form }) => ({ default: form })),
);

interface Props {
  close: () => void;
  created: (id: string) => void;
}

/** A new credential: first its type, then what the type asks for. */
export function CreateDialog({ close, created }: Props) {
  const types = useQuery(credentialTypesQuery);
  const [type, setType] = useState<CredentialType | null>(null);
  if (type) return <Fields type={type} back={() => setType(null)} close={close} created={created} />;
  return (
    <Dialog
      open
      wide
      onOpenChange={(open) => open || close()}
      title={t("New credential")}
      description={t("What is it for? Values are stored encrypted and are never shown again.")}
    >
      <Loaded query={types}>{(found) => <Types types={found} choose={setType} />}</Loaded>
    </Dialog>
  );
}

function Types({
  types,
  choose,
}: {
  types: readonly CredentialType[];
  choose: (type: CredentialType) => void;
}) {
  const [text, setText] = useState("");
  const wanted = text.trim().toLowerCase();
  const fitting = types.filter(({ id, title, help }) =>
    `${id} ${title} ${help}`.toLowerCase().includes(wanted),
  );
  return (
    <div className="space-y-3">
      <SearchInput value={text} onChange={setText} placeholder={t("Search types")} delay={0} />
      <ul className="grid gap-2 sm:grid-cols-2">
        {fitting.map((type) => (
          <li key={type.id}>
            <button
              type="button"
              onClick={() => choose(type)}
              className="flex h-full w-full items-start gap-3 rounded-lg border bg-surface p-3 text-left shadow-lift hover:border-line-strong hover:bg-hover/60"
            >
              <TypeIcon icon={type.icon} />
              <span className="min-w-0">
                <span className="block text-sm font-medium">{type.title}</span>
                <span className="line-clamp-2 text-xs text-ink-faint">{type.help}</span>
              </span>
            </button>
          </li>
        ))}
      </ul>
      {fitting.length === 0 && (
        <p className="py-6 text-center text-sm text-ink-soft">
          {t("No type fits. “Other” takes any fields.")}
        </p>
      )}
    </div>
  );
}

interface FieldsProps extends Props {
  type: CredentialType;
  back: () => void;
}

function Fields({ type, back, close, created }: FieldsProps) {
  const schema = fieldsSchema(type.schema, "all");
  const create = useCreateCredential({ quiet: true });
  const [name, setName] = useState(type.title);
  const [days, setDays] = useState("");
  const [fields, setFields] = useState(() => (initialValue(schema) ?? {}) as Record<string, unknown>);
  const save = async () => {
    const made = await create.mutateAsync({
      name,
      type: type.id,
      fields: filled(fields),
      rotate_days: days === "" ? null : Number(days),
    });
    created(made.id);
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => open || close()}
      title={type.title}
      description={type.help}
      footer={
        <>
          <Button look="quiet" className="mr-auto" onClick={back}>
            <ArrowLeft />
            {t("Another type")}
          </Button>
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
        <Field label={t("Name")} required hint={t("Flows name it by this.")}>
          {(about) => (
            <Input {...about} autoFocus value={name} onChange={(event) => setName(event.target.value)} />
          )}
        </Field>
        <Suspense fallback={<div className="h-24 skeleton" />}>
          <SchemaForm
            schema={schema}
            value={fields}
            onChange={(next) => setFields(next as Record<string, unknown>)}
          />
        </Suspense>
        <ReminderField days={days} setDays={setDays} />
        <ProblemNote error={create.error} />
      </div>
    </Dialog>
  );
}

export function ReminderField({ days, setDays }: { days: string; setDays: (days: string) => void }) {
  return (
    <Field
      label={t("Remind to put new secrets in place")}
      hint={t("After so many days; empty for never. A notification comes when it is due.")}
    >
      {(about) => (
        <Input
          {...about}
          type="number"
          min={1}
          className="w-32"
          value={days}
          onChange={(event) => setDays(event.target.value)}
        />
      )}
    </Field>
  );
}

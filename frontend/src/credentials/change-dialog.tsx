import { lazy, Suspense, useState } from "react";

import {
  type Credential,
  type CredentialType,
  useChangeCredential,
  useRotateCredential,
} from "@/api/credentials";
import { ProblemNote } from "@/components/problem-note";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { toast } from "@/components/ui/toast";
import { ReminderField } from "@/credentials/create-dialog";
import { t } from "@/lib/i18n";
import { fieldsSchema, filled } from "@/schema-form/credential-fields";

const SchemaForm = lazy(() =>
  import("@/schema-form/schema-form").then(({ SchemaForm: form }) => ({ default: form })),
);

interface Props {
  credential: Credential;
  type: CredentialType;
  close: () => void;
}

/** Name, reminder and what may be seen of a credential. */
export function ChangeDialog({ credential, type, close }: Props) {
  const change = useChangeCredential();
  const schema = fieldsSchema(type.schema, "open");
  const [name, setName] = useState(credential.name);
  const [days, setDays] = useState(credential.rotate_days === null ? "" : String(credential.rotate_days));
  const [fields, setFields] = useState<Record<string, unknown>>(credential.values);
  const seen = Object.keys(schema.properties ?? {}).length > 0;
  const save = async () => {
    await change.mutateAsync({
      id: credential.id,
      name,
      rotate_days: days === "" ? null : Number(days),
      fields: seen ? filled(fields) : null,
    });
    close();
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => open || close()}
      title={t("Change {name}", { name: credential.name })}
      footer={
        <Buttons busy={change.isPending} close={close} save={() => void save().catch(() => undefined)} />
      }
    >
      <div className="space-y-4">
        <Field label={t("Name")} required>
          {(about) => <Input {...about} value={name} onChange={(event) => setName(event.target.value)} />}
        </Field>
        {seen && (
          <Suspense fallback={<div className="h-16 skeleton" />}>
            <SchemaForm
              schema={schema}
              value={fields}
              onChange={(next) => setFields(next as Record<string, unknown>)}
            />
          </Suspense>
        )}
        <ReminderField days={days} setDays={setDays} />
        <ProblemNote error={change.error} />
      </div>
    </Dialog>
  );
}

/** New secrets in place of the old ones. */
export function RotateDialog({ credential, type, close }: Props) {
  const rotate = useRotateCredential();
  const [fields, setFields] = useState<Record<string, unknown>>({});
  const save = async () => {
    await rotate.mutateAsync({ id: credential.id, fields: filled(fields) });
    toast.ok(t("{name} has new secrets", { name: credential.name }));
    close();
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => open || close()}
      title={t("New secrets for {name}", { name: credential.name })}
      description={t(
        "Steps that start from now on get them; those under way go on with the old ones. What you leave empty stays.",
      )}
      footer={
        <Buttons busy={rotate.isPending} close={close} save={() => void save().catch(() => undefined)} />
      }
    >
      <div className="space-y-4">
        <Suspense fallback={<div className="h-16 skeleton" />}>
          <SchemaForm
            schema={fieldsSchema(type.schema, "secret")}
            value={fields}
            onChange={(next) => setFields(next as Record<string, unknown>)}
          />
        </Suspense>
        <ProblemNote error={rotate.error} />
      </div>
    </Dialog>
  );
}

function Buttons({ busy, close, save }: { busy: boolean; close: () => void; save: () => void }) {
  return (
    <>
      <Button onClick={close}>{t("Cancel")}</Button>
      <Button look="primary" disabled={busy} onClick={save}>
        {t("Save")}
      </Button>
    </>
  );
}

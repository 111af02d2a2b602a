import { useId } from "react";

import { useChange } from "@/api/change";
import { client, data } from "@/api/client";
import { keys } from "@/api/keys";
import { ProblemNote } from "@/components/problem-note";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { fieldsOf } from "@/lib/form";
import { t } from "@/lib/i18n";

const useCreateTeam = () =>
  useChange(
    (name: string) => data(client.POST("/api/v1/workspaces", { body: { name } })),
    [keys.workspaces],
    { quiet: true },
  );

interface Props {
  open: boolean;
  onClose: () => void;
  onMade: (workspace: string) => void;
}

/** Makes a workspace that is shared with others. */
export function NewTeam({ open, onClose, onMade }: Props) {
  const create = useCreateTeam();
  const form = useId();
  const made = ({ id }: { id: string }) => {
    onClose();
    onMade(id);
  };
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => next || onClose()}
      title={t("New team workspace")}
      description={t("Flows, runs, data and credentials of its own, shared with those whom you invite.")}
      footer={
        <>
          <Button onClick={onClose}>{t("Cancel")}</Button>
          <Button look="primary" type="submit" form={form} disabled={create.isPending}>
            {t("Create")}
          </Button>
        </>
      }
    >
      <form
        id={form}
        className="space-y-3"
        onSubmit={(event) => create.mutate(fieldsOf(event, "name").name, { onSuccess: made })}
      >
        <Field label={t("Name")}>
          {(about) => <Input {...about} name="name" maxLength={100} autoFocus required />}
        </Field>
        <ProblemNote error={create.error} />
      </form>
    </Dialog>
  );
}

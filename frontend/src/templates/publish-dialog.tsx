import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Upload } from "lucide-react";
import { useState } from "react";

import { asApiError } from "@/api/errors";
import { usePublishListing } from "@/api/templates";
import { workspaceQuery } from "@/api/workspace";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { toast } from "@/components/ui/toast";
import { t } from "@/lib/i18n";

interface Props {
  template: { id: string; title: string };
  close: () => void;
}

/** Puts a template of the workspace on the marketplace, under a name. */
export function PublishDialog({ template, close }: Props) {
  const publish = usePublishListing();
  const navigate = useNavigate();
  const workspace = useQuery(workspaceQuery).data;
  const [by, setBy] = useState<string | null>(null);
  const name = by ?? workspace?.name ?? "";
  const problem = publish.error ? asApiError(publish.error) : null;
  const send = async () => {
    const listing = await publish.mutateAsync({ template: template.id, by: name });
    toast.ok(t("{name} is on the marketplace", { name: template.title }));
    close();
    await navigate({ to: "/templates", search: { shelf: "market", open: listing.id } });
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => open || close()}
      title={t("Publish {name}", { name: template.title })}
      description={t(
        "Everybody on this host sees it and may make flows of it. What later becomes of your template makes no difference; publish again to bring it up to date.",
      )}
      footer={
        <>
          <Button onClick={close}>{t("Cancel")}</Button>
          <Button look="primary" disabled={publish.isPending || name === ""} onClick={() => void send()}>
            <Upload />
            {t("Publish")}
          </Button>
        </>
      }
    >
      <Field label={t("Published by")} error={problem && `${problem.message} ${problem.hint ?? ""}`}>
        {(about) => <Input {...about} value={name} onChange={(event) => setBy(event.target.value)} />}
      </Field>
    </Dialog>
  );
}

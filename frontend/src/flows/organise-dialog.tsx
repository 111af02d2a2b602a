import { useId, useState } from "react";

import { useOrganiseFlow } from "@/api/flows";
import type { Flow } from "@/api/types";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { t, tn } from "@/lib/i18n";
import { tagsOf } from "@/lib/tags";

interface Props {
  flows: readonly Flow[];
  /** Folders and tags in use, to choose from. */
  folders: readonly string[];
  close: () => void;
}

/** Sets the folder of flows, and the tags when it is one. */
export default function OrganiseDialog({ flows, folders, close }: Props) {
  const [first] = flows;
  const only = flows.length === 1 ? first : undefined;
  const [folder, setFolder] = useState(first?.folder ?? "");
  const [tags, setTags] = useState(only?.tags.join(", ") ?? "");
  const organise = useOrganiseFlow();
  const known = useId();
  const save = async () => {
    const wanted = tagsOf(tags);
    await Promise.all(
      flows.map(({ id }) => organise.mutateAsync({ id, folder, ...(only ? { tags: wanted } : {}) })),
    );
    close();
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => open || close()}
      title={
        only
          ? t("Folder and tags of {name}", { name: only.name })
          : tn(flows.length, "Move {n} flow", "Move {n} flows")
      }
      footer={
        <>
          <Button onClick={close}>{t("Cancel")}</Button>
          <Button look="primary" disabled={organise.isPending} onClick={() => void save()}>
            {t("Save")}
          </Button>
        </>
      }
    >
      <form
        className="space-y-3"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <Field
          label={t("Folder")}
          hint={t("Names joined by slashes; empty for the top. A new one is made by naming it.")}
        >
          {(about) => (
            <Input
              {...about}
              list={known}
              value={folder}
              placeholder="Shop/Prices"
              onChange={(event) => setFolder(event.target.value)}
            />
          )}
        </Field>
        <datalist id={known}>
          {folders.map((path) => (
            <option key={path} value={path} />
          ))}
        </datalist>
        {only && (
          <Field label={t("Tags")} hint={t("Separated by commas.")}>
            {(about) => <Input {...about} value={tags} onChange={(event) => setTags(event.target.value)} />}
          </Field>
        )}
        <button type="submit" hidden />
      </form>
    </Dialog>
  );
}

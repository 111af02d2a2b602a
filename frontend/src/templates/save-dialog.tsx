import { useInfiniteQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";

import { flowsQuery } from "@/api/flows";
import { type Category, useSaveTemplate } from "@/api/templates";
import { FormDialog } from "@/components/ui/form-dialog";
import { Field } from "@/components/ui/field";
import { Input, Textarea } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { t } from "@/lib/i18n";
import { CATEGORY_LOOKS } from "@/templates/categories";
import { CATEGORIES } from "@/templates/search";

const LARGEST_PICTURE = 300_000;

/** Keeps a flow as a template of the workspace. */
export function SaveDialog({ close }: { close: () => void }) {
  const flows = useInfiniteQuery(flowsQuery({})).data?.pages.flatMap((page) => page.items) ?? [];
  const save = useSaveTemplate();
  const navigate = useNavigate();
  const [flow, setFlow] = useState("");
  const [title, setTitle] = useState("");
  const [summary, setSummary] = useState("");
  const [category, setCategory] = useState<Category>("collect");
  const [tags, setTags] = useState("");
  const [picture, setPicture] = useState<string | null>(null);
  const [tooLarge, setTooLarge] = useState(false);
  const choose = (id: string) => {
    const chosen = flows.find((each) => each.id === id);
    setFlow(id);
    setTitle(chosen?.name ?? "");
    setSummary(chosen?.description ?? "");
  };
  const take = async (file: File | undefined) => {
    setTooLarge((file?.size ?? 0) > LARGEST_PICTURE);
    setPicture(file && file.size <= LARGEST_PICTURE ? await base64(file) : null);
  };
  const send = async () => {
    const given = tags.split(",").map((tag) => tag.trim());
    const made = await save.mutateAsync({
      flow,
      title,
      summary,
      category,
      tags: given.filter(Boolean),
      picture,
    });
    close();
    await navigate({ to: "/templates", search: { shelf: "own", open: made.id } });
  };
  return (
    <FormDialog
      title={t("Save a flow as a template")}
      description={t("It keeps the flow as it is now. Credentials stay with you: only their names go along.")}
      action={t("Save")}
      ready={flow !== "" && title !== ""}
      pending={save.isPending}
      error={save.error}
      send={() => void send().catch(() => undefined)}
      close={close}
    >
      <Field label={t("Flow")} required>
        {({ id }) => (
          <Select
            id={id}
            className="w-full"
            value={flow}
            onChange={choose}
            options={[
              { value: "", label: t("Choose a flow") },
              ...flows.map((each) => ({ value: each.id, label: each.name })),
            ]}
          />
        )}
      </Field>
      <Field label={t("Title")} required>
        {(about) => <Input {...about} value={title} onChange={(event) => setTitle(event.target.value)} />}
      </Field>
      <Field label={t("Summary")} hint={t("One sentence that says what it does.")}>
        {(about) => (
          <Textarea
            {...about}
            rows={2}
            value={summary}
            onChange={(event) => setSummary(event.target.value)}
          />
        )}
      </Field>
      <div className="grid gap-3 sm:grid-cols-2">
        <Field label={t("Category")}>
          {({ id }) => (
            <Select
              id={id}
              className="w-full"
              value={category}
              onChange={setCategory}
              options={CATEGORIES.map((each) => ({ value: each, label: t(CATEGORY_LOOKS[each].label) }))}
            />
          )}
        </Field>
        <Field label={t("Tags")} hint={t("With commas between.")}>
          {(about) => <Input {...about} value={tags} onChange={(event) => setTags(event.target.value)} />}
        </Field>
      </div>
      <Field
        label={t("Picture")}
        hint={t("PNG, JPEG or WebP of at most 300 kB, such as a screenshot of a run.")}
        error={tooLarge ? t("The picture has more than 300 kB.") : null}
      >
        {(about) => (
          <Input
            {...about}
            type="file"
            accept="image/png,image/jpeg,image/webp"
            className="py-1"
            onChange={(event) => void take(event.target.files?.[0])}
          />
        )}
      </Field>
    </FormDialog>
  );
}

async function base64(file: File): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
}

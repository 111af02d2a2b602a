import { FileUp } from "lucide-react";
import { useState } from "react";

import { type Import, useImportRows } from "@/api/datasets";
import { ProblemNote } from "@/components/problem-note";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input, Textarea } from "@/components/ui/input";
import { toast } from "@/components/ui/toast";
import { formatNumber, t } from "@/lib/i18n";

interface Props {
  /** The dataset that takes the rows; a new one is named here. */
  name?: string;
  close: () => void;
  done: (name: string) => void;
}

/** Adds rows from CSV, JSON or JSON Lines, as a file or as text. */
export function ImportDialog({ name: given, close, done }: Props) {
  const add = useImportRows();
  const [name, setName] = useState(given ?? "");
  const [key, setKey] = useState("");
  const [text, setText] = useState("");
  const take = async (file: File | undefined) => {
    if (!file) return;
    setText(await file.text());
    if (name === "") setName(file.name.replace(/\.\w+$/, ""));
  };
  const send = async () => {
    const columns = key.split(",").map((column) => column.trim());
    const body = { ...bodyOf(text), key: columns.filter(Boolean) };
    const { added, updated, unchanged } = await add.mutateAsync({ name, body });
    toast.ok(
      t("{added} added, {updated} changed, {unchanged} as they were", {
        added: formatNumber(added),
        updated: formatNumber(updated),
        unchanged: formatNumber(unchanged),
      }),
    );
    done(name);
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => open || close()}
      title={given ? t("Import rows into {name}", { name: given }) : t("New dataset")}
      description={t("CSV with a heading row, JSON as a list of objects, or JSON Lines.")}
      footer={
        <>
          <Button onClick={close}>{t("Cancel")}</Button>
          <Button
            look="primary"
            disabled={name === "" || text.trim() === "" || add.isPending}
            onClick={() => void send().catch(() => undefined)}
          >
            <FileUp />
            {t("Import")}
          </Button>
        </>
      }
    >
      <div className="space-y-3">
        {!given && (
          <Field label={t("Name")} required>
            {(about) => <Input {...about} value={name} onChange={(event) => setName(event.target.value)} />}
          </Field>
        )}
        <Field label={t("File")}>
          {(about) => (
            <Input
              {...about}
              type="file"
              accept=".csv,.json,.jsonl,.ndjson,text/csv,application/json"
              className="py-1"
              onChange={(event) => void take(event.target.files?.[0])}
            />
          )}
        </Field>
        <Field label={t("Or text")}>
          {(about) => (
            <Textarea
              {...about}
              rows={6}
              className="max-h-60 font-mono text-xs"
              placeholder={"sku,price\nA-1,9.90"}
              value={text}
              onChange={(event) => setText(event.target.value)}
            />
          )}
        </Field>
        <Field
          label={t("Key columns")}
          hint={t("With commas between. A row with the same key replaces the older one.")}
        >
          {(about) => <Input {...about} value={key} onChange={(event) => setKey(event.target.value)} />}
        </Field>
        <ProblemNote error={add.error} />
      </div>
    </Dialog>
  );
}

/** Returns text as the API takes it, by how it begins. */
function bodyOf(text: string): Pick<Import, "rows" | "csv" | "jsonl"> {
  const begin = text.trimStart()[0];
  if (begin === "[") {
    try {
      return { rows: JSON.parse(text) as Record<string, unknown>[] };
    } catch {
      return { csv: text };
    }
  }
  return begin === "{" ? { jsonl: text } : { csv: text };
}

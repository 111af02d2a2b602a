import { useNavigate } from "@tanstack/react-router";
import { FileUp } from "lucide-react";
import { useRef, useState } from "react";

import { useImportFlow } from "@/api/flows";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Textarea } from "@/components/ui/input";
import { toast } from "@/components/ui/toast";
import { imported, remarks } from "@/flow/remarks";
import { cn } from "@/lib/cn";
import { t } from "@/lib/i18n";
import { randomId } from "@/lib/random-id";

/** Makes a flow of what a file or pasted text holds: a document, a recording or a command. */
export default function ImportDialog({ close }: { close: () => void }) {
  const [text, setText] = useState("");
  const [over, setOver] = useState(false);
  const file = useRef<HTMLInputElement>(null);
  const create = useImportFlow();
  const navigate = useNavigate();
  const read = async (given: File | undefined) => {
    if (given) setText(await given.text());
  };
  const take = async () => {
    const found = await create.mutateAsync({ text, key: randomId(24) }).catch(() => null); // told already
    if (!found?.flow) return;
    close();
    const told = remarks(found.report);
    const title = imported(found.report, found.document.nodes?.length ?? 0);
    if (told === "") toast.ok(title);
    else toast.info(title, told);
    await navigate({ to: "/flows/$flow", params: { flow: found.flow.id } });
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => open || close()}
      wide
      title={t("Import a flow")}
      description={t("A flow as YAML or JSON, a recording of Chrome DevTools, or a cURL command.")}
      footer={
        <>
          <Button onClick={close}>{t("Cancel")}</Button>
          <Button look="primary" disabled={!text.trim() || create.isPending} onClick={() => void take()}>
            {t("Import")}
          </Button>
        </>
      }
    >
      <div
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault();
          setOver(false);
          void read(event.dataTransfer.files[0]);
        }}
        className={cn(
          "space-y-3 rounded-lg border border-dashed p-3",
          over ? "border-accent bg-accent-soft" : "border-line-strong",
        )}
      >
        <div className="flex items-center gap-3 text-sm text-ink-soft">
          <FileUp className="size-5 shrink-0 text-ink-faint" />
          <span className="flex-1">{t("Drop a file here, or paste its text below.")}</span>
          <Button size="sm" onClick={() => file.current?.click()}>
            {t("Choose a file")}
          </Button>
          <input
            ref={file}
            type="file"
            accept=".yaml,.yml,.json,.txt,.sh"
            hidden
            onChange={(event) => void read(event.target.files?.[0])}
          />
        </div>
        <Textarea
          aria-label={t("Text of the document")}
          className="min-h-56 font-mono text-xs"
          placeholder={"schema: 1\nname: …\nnodes: …"}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </div>
    </Dialog>
  );
}

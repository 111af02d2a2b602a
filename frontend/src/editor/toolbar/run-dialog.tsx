import { Play } from "lucide-react";
import { useState } from "react";

import type { JsonSchema } from "@/api/types";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { runFlow } from "@/editor/running";
import { useEditor } from "@/editor/store";
import { t } from "@/lib/i18n";
import { initialValue } from "@/schema-form/schema";
import { SchemaForm } from "@/schema-form/schema-form";

/** Asks for what a run is started with; the answer is there again next time. */
export function RunDialog({ close }: { close: () => void }) {
  const flow = useEditor((state) => state.flow);
  const schema = useEditor((state) => state.document.input_schema) as JsonSchema;
  const [input, setInput] = useState<unknown>(
    () => kept(flow) ?? initialValue({ ...schema, type: "object" }),
  );
  const go = () => {
    localStorage.setItem(place(flow), JSON.stringify(input));
    close();
    void runFlow({ input });
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => open || close()}
      title={t("Run with")}
      footer={
        <>
          <Button onClick={close}>{t("Cancel")}</Button>
          <Button look="primary" onClick={go}>
            <Play />
            {t("Run")}
          </Button>
        </>
      }
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          go();
        }}
      >
        <SchemaForm schema={schema} value={input} onChange={setInput} />
        <button type="submit" hidden />
      </form>
    </Dialog>
  );
}

const place = (flow: string) => `input.${flow}`;

function kept(flow: string): unknown {
  const text = localStorage.getItem(place(flow));
  return text === null ? undefined : (JSON.parse(text) as unknown);
}

import { useQuery } from "@tanstack/react-query";
import { ExternalLink, Play } from "lucide-react";
import { useState } from "react";

import { asApiError } from "@/api/errors";
import { formQuery } from "@/api/hooks";
import type { JsonSchema } from "@/api/types";
import { Button } from "@/components/ui/button";
import { Segments } from "@/components/ui/choice";
import { Address } from "@/editor/inspector/triggers/address";
import type { TriggerProps } from "@/editor/inspector/triggers/table";
import { runFlow } from "@/editor/running";
import { useEditor } from "@/editor/store";
import { t } from "@/lib/i18n";
import { initialValue } from "@/schema-form/schema";
import { SchemaForm } from "@/schema-form/schema-form";

/** The flow's form: its address, how it looks, and a try with a real run of the draft. */
export function FormSettings({ form }: TriggerProps) {
  const flow = useEditor((state) => state.flow);
  const rev = useEditor((state) => state.rev);
  const schema = useEditor((state) => state.document.input_schema) as JsonSchema | undefined;
  const query = useQuery(formQuery(flow, rev));
  const [view, setView] = useState<"page" | "try">("page");
  const asks = Object.keys(schema?.properties ?? {}).length > 0;
  const shown = query.data;
  return (
    <div className="space-y-4">
      {query.isPending && <div className="h-40 skeleton" />}
      {query.isError && (
        <p className="rounded-lg border bg-ground/60 px-3 py-2 text-xs text-ink-soft">
          {asApiError(query.error).message} {asApiError(query.error).hint}
        </p>
      )}
      {shown && (
        <>
          <Address
            label={t("Address")}
            url={shown.url}
            rotates="form"
            hint={
              shown.version === null
                ? t("It starts the draft until a version is published.")
                : t("It starts version {n}; the page below is the draft's.", { n: shown.version })
            }
          />
          {!asks && (
            <p className="rounded-lg border border-wait/25 bg-wait-soft px-3 py-2 text-xs text-wait">
              {t(
                "The form asks for nothing yet: its fields are those of the flow's input, in the flow settings.",
              )}
            </p>
          )}
          <div className="flex items-center gap-2">
            <Segments
              label={t("Form")}
              value={view}
              onChange={setView}
              options={[
                { value: "page", label: t("Page") },
                { value: "try", label: t("Try it") },
              ]}
            />
            <Button size="sm" look="quiet" className="ml-auto" asChild>
              <a href={shown.url} target="_blank" rel="noreferrer">
                {t("Open")}
                <ExternalLink />
              </a>
            </Button>
          </div>
          {view === "page" ? (
            // Without any permission it can neither run scripts nor send anything.
            <iframe
              sandbox=""
              srcDoc={styled(shown.html)}
              title={t("The form as visitors see it")}
              className="h-96 w-full rounded-lg border bg-white"
            />
          ) : (
            <Try key={rev} schema={schema ?? {}} />
          )}
        </>
      )}
      <section className="border-t pt-4">{form}</section>
    </div>
  );
}

/** A page within this one is under its policy, which asks styles for a nonce. */
function styled(html: string): string {
  const nonce = document.querySelector<HTMLMetaElement>("meta[property=csp-nonce]")?.nonce;
  return nonce ? html.replace("<style>", `<style nonce="${nonce}">`) : html;
}

function Try({ schema }: { schema: JsonSchema }) {
  const [input, setInput] = useState<unknown>(() => initialValue({ ...schema, type: "object" }));
  return (
    <form
      className="space-y-3 rounded-lg border bg-ground/60 p-3"
      onSubmit={(event) => {
        event.preventDefault();
        void runFlow({ input });
      }}
    >
      <SchemaForm schema={schema} value={input} onChange={setInput} />
      <Button type="submit" look="primary">
        <Play />
        {t("Submit and run the draft")}
      </Button>
    </form>
  );
}

import { Bookmark, Play, X } from "lucide-react";
import { useState } from "react";

import type { JsonSchema } from "@/api/types";
import { Button } from "@/components/ui/button";
import { Segments } from "@/components/ui/choice";
import { Dialog } from "@/components/ui/dialog";
import { IconButton } from "@/components/ui/icon-button";
import { Input, Textarea } from "@/components/ui/input";
import { runFlow } from "@/editor/running";
import { edit, useEditor } from "@/editor/store";
import { examplesOf, withExample } from "@/flow/examples";
import { t } from "@/lib/i18n";
import { initialValue } from "@/schema-form/schema";
import { SchemaForm } from "@/schema-form/schema-form";

/** Asks for what a run is started with; the answer is there again next time, and can be kept with the flow. */
export function RunDialog({ close }: { close: () => void }) {
  const flow = useEditor((state) => state.flow);
  const schema = useEditor((state) => state.document.input_schema) as JsonSchema;
  const [input, setInput] = useState<unknown>(
    () => lastInput(flow) ?? initialValue({ ...schema, type: "object" }),
  );
  // What is typed may not be JSON yet.
  const [text, setText] = useState<string | null>(null);
  // A form keeps what is typed into it; another example begins anew.
  const [taken, setTaken] = useState(0);
  const bad = text !== null && parsed(text) === undefined;
  const take = (next: unknown) => {
    setInput(next);
    setText(text === null ? null : JSON.stringify(next, null, 2));
    setTaken(taken + 1);
  };
  const go = () => {
    if (bad) return;
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
          <Button look="primary" disabled={bad} onClick={go}>
            <Play />
            {t("Run")}
          </Button>
        </>
      }
    >
      <Examples input={bad ? undefined : input} take={take} />
      <Segments
        label={t("Written as")}
        className="mb-3"
        value={text === null ? "form" : "json"}
        onChange={(next) => setText(next === "json" ? JSON.stringify(input, null, 2) : null)}
        options={[
          { value: "form", label: t("Form") },
          { value: "json", label: "JSON" },
        ]}
      />
      {text === null ? (
        <form
          key={taken}
          onSubmit={(event) => {
            event.preventDefault();
            go();
          }}
        >
          <SchemaForm schema={schema} value={input} onChange={setInput} />
          <button type="submit" hidden />
        </form>
      ) : (
        <Textarea
          aria-label={t("Input as JSON")}
          aria-invalid={bad}
          rows={10}
          spellCheck={false}
          className="font-mono text-xs"
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            const read = parsed(event.target.value);
            if (read !== undefined) setInput(read);
          }}
        />
      )}
    </Dialog>
  );
}

/** Inputs that are kept with the flow: one is taken over by a click, this one is kept under a name. */
function Examples({ input, take }: { input: unknown; take: (input: unknown) => void }) {
  const document = useEditor((state) => state.document);
  const [name, setName] = useState<string | null>(null);
  const examples = Object.entries(examplesOf(document));
  const keep = () => {
    if (name?.trim())
      edit(t("Keep an example of the input"), (before) => withExample(before, name.trim(), input));
    setName(null);
  };
  return (
    <div className="mb-3 flex flex-wrap items-center gap-1.5" role="group" aria-label={t("Examples")}>
      {examples.map(([each, value]) => (
        <span key={each} className="flex items-center rounded-full border bg-ground/60 text-xs">
          <button
            type="button"
            className="max-w-48 truncate rounded-l-full py-1 pr-1 pl-3 font-medium hover:text-accent"
            onClick={() => take(value)}
          >
            {each}
          </button>
          <button
            type="button"
            aria-label={t("Remove {name}", { name: each })}
            className="rounded-r-full py-1.5 pr-2 pl-1 text-ink-faint hover:text-bad"
            onClick={() =>
              edit(t("Remove an example of the input"), (before) => withExample(before, each, undefined))
            }
          >
            <X className="size-3" />
          </button>
        </span>
      ))}
      {name === null ? (
        <Button size="sm" look="quiet" disabled={input === undefined} onClick={() => setName("")}>
          <Bookmark />
          {t("Keep as an example")}
        </Button>
      ) : (
        <span className="flex items-center gap-1">
          <Input
            autoFocus
            aria-label={t("Name of the example")}
            placeholder={t("Name")}
            maxLength={60}
            className="h-7 w-40 text-xs"
            value={name}
            onChange={(event) => setName(event.target.value)}
            onKeyDown={(event) => event.key === "Enter" && keep()}
          />
          <Button size="sm" disabled={!name.trim()} onClick={keep}>
            {t("Keep")}
          </Button>
          <IconButton label={t("Cancel")} size="icon-sm" onClick={() => setName(null)}>
            <X />
          </IconButton>
        </span>
      )}
    </div>
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

const place = (flow: string) => `input.${flow}`;

function lastInput(flow: string): unknown {
  const text = localStorage.getItem(place(flow));
  return text === null ? undefined : parsed(text);
}

import { ArrowUp, ChevronRight, Trash2 } from "lucide-react";
import { useState } from "react";

import type { JsonSchema } from "@/api/types";
import { Checkbox } from "@/components/ui/choice";
import { Field } from "@/components/ui/field";
import { IconButton } from "@/components/ui/icon-button";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { cn } from "@/lib/cn";
import { msg, t } from "@/lib/i18n";

/** Kinds of fields, each by the schema that makes it. */
const KINDS = [
  { value: "text", label: msg("Text"), schema: { type: "string" } },
  {
    value: "long",
    label: msg("Long text"),
    schema: { type: "string", format: "textarea", "x-multiline": true },
  },
  { value: "choice", label: msg("Choice"), schema: { type: "string", enum: ["one", "two"] } },
  { value: "number", label: msg("Number"), schema: { type: "number" } },
  { value: "integer", label: msg("Whole number"), schema: { type: "integer" } },
  { value: "boolean", label: msg("Yes or no"), schema: { type: "boolean" } },
  { value: "date", label: msg("Date"), schema: { type: "string", format: "date" } },
  { value: "email", label: msg("E-mail"), schema: { type: "string", format: "email" } },
  { value: "url", label: msg("Web address"), schema: { type: "string", format: "uri" } },
  { value: "list", label: msg("List"), schema: { type: "array" } },
  { value: "object", label: msg("Object"), schema: { type: "object" } },
] as const;
type Kind = (typeof KINDS)[number]["value"];

function kindOf({ type, format, enum: choices }: JsonSchema): Kind {
  if (choices) return "choice";
  if (type === "number" || type === "integer" || type === "boolean" || type === "object") return type;
  if (type === "array") return "list";
  const formats: Record<string, Kind> = { textarea: "long", date: "date", email: "email", uri: "url" };
  return formats[format ?? ""] ?? "text";
}

interface Props {
  name: string;
  field: JsonSchema;
  needed: boolean;
  open: boolean;
  toggle: () => void;
  /** Tells whether the name could be given. */
  rename: (name: string) => boolean;
  change: (field: JsonSchema) => void;
  setNeeded: (needed: boolean) => void;
  /** Null where there is nothing above. */
  move: (() => void) | null;
  remove: () => void;
}

/** One field of the input: name and kind, and on request all else that is said about it. */
export function InputField(props: Props) {
  const { name, field, needed, open, toggle, change, setNeeded, move, remove } = props;
  const kind = kindOf(field);
  const set = (part: Partial<JsonSchema>) => {
    const next = { ...field, ...part };
    change(
      Object.fromEntries(Object.entries(next).filter(([, value]) => value !== undefined && value !== "")),
    );
  };
  const choose = (next: Kind) => {
    const { title, description } = field;
    const { schema } = KINDS.find(({ value }) => value === next) ?? KINDS[0];
    const kept = { ...(title ? { title } : {}), ...(description ? { description } : {}) };
    change({ ...structuredClone(schema as JsonSchema), ...kept });
  };
  return (
    <div className="rounded-lg border p-2">
      <div className="flex items-center gap-1.5">
        <button
          type="button"
          aria-expanded={open}
          aria-label={t("More about {name}", { name })}
          className="rounded p-0.5 text-ink-faint hover:text-ink"
          onClick={toggle}
        >
          <ChevronRight className={cn("size-3.5 transition-transform", open && "rotate-90")} />
        </button>
        <Name name={name} rename={props.rename} />
        <Select
          label={t("Type of {name}", { name })}
          className="w-32 shrink-0"
          value={kind}
          onChange={choose}
          options={KINDS.map(({ value, label }) => ({ value, label: t(label) }))}
        />
      </div>
      {open && (
        <div className="mt-2 space-y-2.5 border-t pt-2">
          <Field label={t("Title")}>
            {(about) => (
              <Input
                {...about}
                value={field.title ?? ""}
                onChange={(event) => set({ title: event.target.value })}
              />
            )}
          </Field>
          <Field label={t("Explanation")}>
            {(about) => (
              <Input
                {...about}
                value={field.description ?? ""}
                onChange={(event) => set({ description: event.target.value })}
              />
            )}
          </Field>
          {field.enum && <Choices field={field} set={set} />}
          <Default key={kind} name={name} field={field} set={set} />
          <div className="flex items-center gap-1">
            <label className="flex flex-1 items-center gap-1.5 text-xs text-ink-soft">
              <Checkbox checked={needed} label={t("{name} is needed", { name })} onChange={setNeeded} />
              {t("needed")}
            </label>
            {move && (
              <IconButton label={t("Move up")} size="icon-sm" onClick={move}>
                <ArrowUp />
              </IconButton>
            )}
            <IconButton label={t("Remove {name}", { name })} size="icon-sm" onClick={remove}>
              <Trash2 />
            </IconButton>
          </div>
        </div>
      )}
    </div>
  );
}

function Name({ name, rename }: { name: string; rename: (name: string) => boolean }) {
  // What is typed may be taken by another field for a while.
  const [text, setText] = useState<string | null>(null);
  return (
    <Input
      aria-label={t("Name")}
      aria-invalid={text !== null && text !== name}
      className="min-w-0 flex-1 font-mono text-xs"
      value={text ?? name}
      onChange={(event) => setText(rename(event.target.value) ? null : event.target.value)}
      onBlur={() => setText(null)}
    />
  );
}

interface PartProps {
  field: JsonSchema;
  set: (part: Partial<JsonSchema>) => void;
}

function Choices({ field, set }: PartProps) {
  const [text, setText] = useState(() => (field.enum ?? []).map(String).join(", "));
  return (
    <Field label={t("Choices")} hint={t("Joined by commas.")}>
      {(about) => (
        <Input
          {...about}
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            const choices = event.target.value
              .split(",")
              .map((each) => each.trim())
              .filter(Boolean);
            if (choices.length) set({ enum: [...new Set(choices)] });
          }}
        />
      )}
    </Field>
  );
}

function Default({ name, field, set }: PartProps & { name: string }) {
  const written = field.default;
  const shown = written === undefined ? "" : typeof written === "string" ? written : JSON.stringify(written);
  const [text, setText] = useState<string | null>(null);
  const change = (next: string) => {
    setText(next);
    const value = next === "" ? undefined : read(next, field.type);
    if (value !== null) set({ default: value });
  };
  return (
    <Field
      label={t("Default")}
      error={text && read(text, field.type) === null ? t("This is not of the field's type.") : null}
    >
      {(about) => (
        <Input
          {...about}
          aria-label={t("Default of {name}", { name })}
          value={text ?? shown}
          onChange={(event) => change(event.target.value)}
          onBlur={() => setText(null)}
        />
      )}
    </Field>
  );
}

/** Returns a text as a value of a type; null where it is none. */
function read(text: string, type: JsonSchema["type"]): unknown {
  if (type === "string") return text;
  try {
    const value = JSON.parse(text) as unknown;
    const fits =
      type === "boolean"
        ? typeof value === "boolean"
        : type === "array"
          ? Array.isArray(value)
          : type === "object"
            ? typeof value === "object" && !Array.isArray(value)
            : typeof value === "number" && (type !== "integer" || Number.isInteger(value));
    return fits ? value : null;
  } catch {
    return null;
  }
}

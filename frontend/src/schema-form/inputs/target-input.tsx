import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { msg, t } from "@/lib/i18n";
import { JsonInput } from "@/schema-form/inputs/json-input";
import type { InputProps } from "@/schema-form/inputs/input-props";

const KINDS = ["css", "role", "text", "label", "placeholder", "test_id", "title", "alt", "xpath"] as const;
const LABELS: Record<Kind, string> = {
  css: msg("CSS"),
  role: msg("Role"),
  text: msg("Text"),
  label: msg("Label"),
  placeholder: msg("Placeholder"),
  test_id: msg("Test id"),
  title: msg("Title"),
  alt: msg("Alt text"),
  xpath: msg("XPath"),
};
const SAMPLES: Partial<Record<Kind, string>> = {
  css: ".price",
  role: "button",
  text: "Add to cart",
  test_id: "total",
  xpath: "//h1",
};

type Kind = (typeof KINDS)[number];
type Simple = { kind: Kind; text: string; name: string | undefined };

/** Where an element is on a page: by selector, role, text and the like. Chains of several are written as JSON. */
export function TargetInput(props: InputProps) {
  const { value, onChange, id, required, ...about } = props;
  const simple = simpleOf(value);
  if (!simple) return <JsonInput {...props} />;
  const { kind, text, name } = simple;
  const tell = (next: Simple) => {
    if (next.text === "" && !required) onChange(undefined);
    else
      onChange({ [next.kind]: next.text, ...(next.kind === "role" && next.name ? { name: next.name } : {}) });
  };
  return (
    <div className="flex flex-wrap gap-1.5">
      <Select
        label={t("Found by")}
        className="w-28"
        value={kind}
        onChange={(next) => tell({ kind: next, text, name })}
        options={KINDS.map((each) => ({ value: each, label: t(LABELS[each]) }))}
      />
      <Input
        id={id}
        aria-describedby={about["aria-describedby"]}
        aria-invalid={about["aria-invalid"]}
        className="min-w-24 flex-1 font-mono text-xs"
        placeholder={SAMPLES[kind]}
        value={text}
        onChange={(event) => tell({ kind, text: event.target.value, name })}
      />
      {kind === "role" && (
        <Input
          aria-label={t("Accessible name")}
          className="w-full text-xs"
          placeholder={t("Its name, such as Add to cart")}
          value={name ?? ""}
          onChange={(event) => tell({ kind, text, name: event.target.value })}
        />
      )}
    </div>
  );
}

function simpleOf(value: unknown): Simple | null {
  if (value === undefined || value === null || value === "")
    return { kind: "css", text: "", name: undefined };
  if (typeof value === "string") return { kind: "css", text: value, name: undefined };
  if (typeof value !== "object" || Array.isArray(value)) return null;
  const { name, ...rest } = value as Record<string, unknown>;
  const [only, ...more] = Object.entries(rest);
  const kind = KINDS.find((each) => each === only?.[0]);
  if (kind === undefined || more.length > 0 || typeof only?.[1] !== "string") return null;
  if (name !== undefined && (kind !== "role" || typeof name !== "string")) return null;
  return { kind, text: only[1], name };
}

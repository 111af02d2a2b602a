import type { DocumentDiff } from "@/api/flows";
import { select } from "@/editor/store";
import { cn } from "@/lib/cn";
import { t } from "@/lib/i18n";

const LOOKS = {
  added: { label: "new", look: "bg-ok-soft text-ok" },
  removed: { label: "gone", look: "bg-bad-soft text-bad" },
  changed: { label: "changed", look: "bg-wait-soft text-wait" },
  moved: { label: "moved", look: "bg-hover text-ink-soft" },
} as const;

/** What differs between two documents: nodes with their fields, wires, the flow itself. */
export function DiffView({ diff: { nodes = [], edges = [], fields = [] } }: { diff: DocumentDiff }) {
  const shown = nodes.filter((node) => node.change !== "moved");
  if (shown.length === 0 && edges.length === 0 && fields.length === 0) {
    return <p className="p-4 text-sm text-ink-soft">{t("Nothing differs but positions.")}</p>;
  }
  return (
    <ul className="min-h-0 flex-1 space-y-1 overflow-y-auto p-2 text-sm">
      {fields.map((field) => (
        <FieldRow key={field.path} field={field} />
      ))}
      {shown.map((node) => (
        <li key={node.id}>
          <button
            type="button"
            className="flex w-full items-center gap-2 rounded px-1.5 py-0.5 text-left hover:bg-hover"
            onClick={() => select([node.id])}
          >
            <Mark change={node.change} />
            <span className="font-medium">{node.key}</span>
            <span className="text-xs text-ink-faint">{node.type}</span>
          </button>
          <ul className="ml-14">
            {node.fields?.map((field) => (
              <FieldRow key={field.path} field={field} />
            ))}
          </ul>
        </li>
      ))}
      {edges.map((edge, index) => (
        <li key={index} className="flex items-center gap-2 px-1.5 py-0.5">
          <Mark change={edge.change} />
          <span className="text-xs text-ink-soft">
            {edge.source} {edge.source_port !== "out" && `(${edge.source_port})`} → {edge.target}
          </span>
        </li>
      ))}
    </ul>
  );
}

function Mark({ change }: { change: keyof typeof LOOKS }) {
  const { label, look } = LOOKS[change];
  return (
    <span className={cn("w-14 shrink-0 rounded px-1.5 text-center text-2xs font-medium", look)}>
      {t(label)}
    </span>
  );
}

function FieldRow({ field }: { field: NonNullable<DocumentDiff["fields"]>[number] }) {
  return (
    <li className="flex flex-wrap gap-x-2 px-1.5 py-0.5 font-mono text-2xs">
      <span className="text-ink-soft">{field.path}</span>
      {field.before != null && (
        <del className="max-w-80 truncate text-bad">{JSON.stringify(field.before)}</del>
      )}
      {field.after != null && (
        <ins className="max-w-80 truncate text-ok no-underline">{JSON.stringify(field.after)}</ins>
      )}
    </li>
  );
}

import { useEffect, useRef } from "react";

import { CHANGES } from "@/editor/canvas/diff-looks";
import type { DocumentDiff } from "@/api/flows";
import type { Change } from "@/flow/diff-drawing";
import { cn } from "@/lib/cn";
import { t } from "@/lib/i18n";

type Field = NonNullable<DocumentDiff["fields"]>[number];

interface Props {
  diff: DocumentDiff;
  selected: string | null;
  jump: (id: string) => void;
}

/** What differs, field by field; a click shows the node on the canvas. */
export function DiffList({
  diff: { nodes = [], edges = [], fields = [], notes = [], groups = [] },
  selected,
  jump,
}: Props) {
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.querySelector('[aria-current="true"]')?.scrollIntoView({ block: "nearest" });
  }, [selected]);
  const nothing = nodes.length + edges.length + fields.length + notes.length + groups.length === 0;
  return (
    <div
      ref={list}
      aria-label={t("What differs, as a list")}
      role="region"
      tabIndex={0}
      className="max-h-64 shrink-0 overflow-y-auto border-t p-2 text-sm md:max-h-none md:w-88 md:border-t-0 md:border-l"
    >
      {nothing && <p className="p-2 text-ink-soft">{t("These two are the same.")}</p>}
      <Section title={t("Flow")} shown={fields.length > 0}>
        {fields.map((field) => (
          <FieldRow key={field.path} field={field} />
        ))}
      </Section>
      <Section title={t("Nodes")} shown={nodes.length > 0}>
        {nodes.map((node) => (
          <li key={node.id}>
            <button
              type="button"
              aria-current={node.id === selected}
              className="flex w-full items-center gap-2 rounded px-1.5 py-1 text-left hover:bg-hover aria-current:bg-accent-soft"
              onClick={() => jump(node.id)}
            >
              <Mark change={node.change} />
              <span className="min-w-0 truncate font-medium">{node.key}</span>
              <span className="ml-auto shrink-0 text-2xs text-ink-faint">{node.type}</span>
            </button>
            {node.change === "changed" && (
              <ul className="mb-1 ml-5 border-l">
                {node.fields?.map((field) => (
                  <FieldRow key={field.path} field={field} />
                ))}
              </ul>
            )}
          </li>
        ))}
      </Section>
      <Section title={t("Wires")} shown={edges.length > 0}>
        {edges.map((edge) => (
          <li
            key={`${edge.change}${edge.source}:${edge.source_port}>${edge.target}`}
            className="flex items-center gap-2 px-1.5 py-0.5"
          >
            <Mark change={edge.change} />
            <span className="min-w-0 truncate font-mono text-2xs text-ink-soft">
              {edge.source}
              {edge.source_port !== "out" && ` (${edge.source_port})`} → {edge.target}
            </span>
          </li>
        ))}
      </Section>
      <Section title={t("Notes")} shown={notes.length > 0}>
        {notes.map((note) => (
          <WholeRow key={note.path} field={note} name="text" />
        ))}
      </Section>
      <Section title={t("Groups")} shown={groups.length > 0}>
        {groups.map((group) => (
          <WholeRow key={group.path} field={group} name="name" />
        ))}
      </Section>
    </div>
  );
}

function Section({ title, shown, children }: { title: string; shown: boolean; children: React.ReactNode }) {
  return (
    shown && (
      <section className="mb-2">
        <h3 className="px-1.5 py-1 text-2xs font-semibold tracking-wide text-ink-faint uppercase">{title}</h3>
        <ul>{children}</ul>
      </section>
    )
  );
}

function Mark({ change }: { change: Change }) {
  return (
    <span
      className={cn(
        "w-16 shrink-0 self-start rounded px-1 text-center text-2xs leading-5 font-medium",
        CHANGES[change].mark,
      )}
    >
      {t(CHANGES[change].label)}
    </span>
  );
}

/** A note or a group, which is told of as a whole. */
function WholeRow({ field: { before, after }, name }: { field: Field; name: "text" | "name" }) {
  const text = (whole: unknown) =>
    (whole as Record<string, string | undefined> | null | undefined)?.[name] ?? "";
  const change = before == null ? "added" : after == null ? "removed" : "changed";
  const was = text(before);
  const now = text(after);
  return (
    <li className="flex gap-2 px-1.5 py-0.5">
      <Mark change={change} />
      <span className="min-w-0 flex-1 text-xs break-words">
        {change === "changed" && was !== now && <del className="block text-bad">{was}</del>}
        {(change === "removed" ? was : now) || t("without a name")}
        {change === "changed" && was === now && (
          <span className="block text-2xs text-ink-faint">{t("moved, resized or coloured")}</span>
        )}
      </span>
    </li>
  );
}

function FieldRow({ field }: { field: Field }) {
  return (
    <li className="px-1.5 py-0.5 font-mono text-2xs">
      <span className="text-ink-soft">{field.path}</span>
      {field.before != null && (
        <del className="block break-words text-bad">{JSON.stringify(field.before)}</del>
      )}
      {field.after != null && (
        <ins className="block break-words text-ok no-underline">{JSON.stringify(field.after)}</ins>
      )}
    </li>
  );
}

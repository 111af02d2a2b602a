import { useEffect, useRef, useState } from "react";

import { NodeIcon } from "@/components/node-icon";
import { addAt } from "@/editor/actions";
import { rankTypes, useNodeTypes } from "@/editor/catalogue";
import { useEditor } from "@/editor/store";
import { type Catalogue, nodeById } from "@/flow/document";
import { cn } from "@/lib/cn";
import { t } from "@/lib/i18n";

const SHOWN = 40;
const SIZE = { width: 320, height: 380 };

/** Nodes to add where a wire was dropped or a wire's plus was pressed, those that fit best first. */
export function AddMenu({ catalogue }: { catalogue: Catalogue }) {
  const adding = useEditor((state) => state.adding);
  return adding && <Menu key={`${adding.at.x},${adding.at.y}`} catalogue={catalogue} />;
}

function Menu({ catalogue }: { catalogue: Catalogue }) {
  const adding = useEditor((state) => state.adding);
  const before = useEditor(({ document }) => {
    const source =
      adding?.from?.node ??
      document.edges?.find((edge) => adding?.onEdge?.startsWith(`${edge.source}:`))?.source;
    return source ? (nodeById(document, source)?.type ?? null) : null;
  });
  const [text, setText] = useState("");
  const [active, setActive] = useState(0);
  const list = useRef<HTMLUListElement>(null);
  const types = [...useNodeTypes().values()].filter((type) => before === null || type.kind !== "trigger");
  const found = rankTypes(types, text, before).slice(0, SHOWN);
  const close = () => useEditor.setState({ adding: null });
  useEffect(() => {
    list.current?.children[active]?.scrollIntoView({ block: "nearest" });
  }, [active]);
  if (!adding) return null;
  const add = (type: string | undefined) => {
    close();
    if (type) addAt(type, { ...adding, place: { x: adding.place.x, y: adding.place.y - 29 } }, catalogue);
  };
  const left = Math.min(adding.at.x, innerWidth - SIZE.width - 12);
  const top = Math.min(adding.at.y, innerHeight - SIZE.height - 12);
  return (
    <>
      <div className="fixed inset-0 z-30" onPointerDown={close} />
      <div
        role="dialog"
        aria-label={t("Add a node")}
        className="fixed z-30 flex animate-rise flex-col overflow-hidden rounded-xl border bg-raised shadow-float"
        style={{ left, top, width: SIZE.width, maxHeight: SIZE.height }}
      >
        <input
          autoFocus
          aria-label={t("Search nodes")}
          placeholder={t("What should happen next?")}
          className="h-10 shrink-0 border-b bg-transparent px-3 text-sm outline-none placeholder:text-ink-faint"
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            setActive(0);
          }}
          onKeyDown={(event) => {
            if (event.key === "Escape") close();
            if (event.key === "Enter") add(found[active]?.id);
            if (event.key === "ArrowDown") setActive(Math.min(found.length - 1, active + 1));
            if (event.key === "ArrowUp") setActive(Math.max(0, active - 1));
          }}
        />
        <ul ref={list} className="min-h-0 flex-1 overflow-y-auto p-1">
          {found.map((type, index) => (
            <li key={type.id}>
              <button
                type="button"
                className={cn(
                  "flex w-full items-center gap-2.5 rounded-md px-2 py-1.5 text-left",
                  index === active && "bg-hover",
                )}
                onMouseMove={() => setActive(index)}
                onClick={() => add(type.id)}
              >
                <NodeIcon icon={type.icon} folder={type.folder} />
                <span className="min-w-0 flex-1">
                  <span className="block truncate text-sm">{type.title}</span>
                  <span className="block truncate text-2xs text-ink-faint">{type.summary}</span>
                </span>
              </button>
            </li>
          ))}
          {found.length === 0 && (
            <li className="px-3 py-6 text-center text-sm text-ink-soft">{t("No node has that name.")}</li>
          )}
        </ul>
      </div>
    </>
  );
}

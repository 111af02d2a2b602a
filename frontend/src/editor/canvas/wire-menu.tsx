import { Plus, Unplug } from "lucide-react";
import { useMemo, useState } from "react";

import { Dialog } from "@/components/ui/dialog";
import { SearchInput } from "@/components/ui/search-input";
import { wire } from "@/editor/actions";
import { useNodeTypes } from "@/editor/catalogue";
import { edit, useEditor } from "@/editor/store";
import { whyNot } from "@/flow/connect";
import { type Catalogue, edgeKey, edgesOf, nodeById, nodesOf, portsOf, sourcePort } from "@/flow/document";
import { disconnect } from "@/flow/edits";
import { cn } from "@/lib/cn";
import { t } from "@/lib/i18n";

interface Wire {
  key: string;
  /** The wire there is; null for one that can be drawn. */
  there: string | null;
  port: string;
  target: string;
  name: string;
}

const SHOWN = 50;

/** Draws and removes the wires of a node without a pointer. */
export function WireMenu({ catalogue }: { catalogue: Catalogue }) {
  const id = useEditor((state) => state.wiring);
  return id && <Wires key={id} id={id} catalogue={catalogue} />;
}

function Wires({ id, catalogue }: { id: string; catalogue: Catalogue }) {
  const [text, setText] = useState("");
  const [active, setActive] = useState(0);
  const wires = useWires(id, catalogue);
  const found = wires.filter(({ name }) => name.toLowerCase().includes(text.toLowerCase())).slice(0, SHOWN);
  const close = () => useEditor.setState({ wiring: null });
  const take = (chosen: Wire | undefined) => {
    if (!chosen) return;
    close();
    const { there, port, target } = chosen;
    if (there === null) wire(id, port, target, catalogue);
    else edit(t("Disconnect"), (document) => disconnect(document, new Set([there])));
  };
  return (
    <Dialog open onOpenChange={close} title={t("Wires from this node")}>
      <div
        onKeyDown={(event) => {
          if (event.key === "ArrowDown") setActive(Math.min(found.length - 1, active + 1));
          else if (event.key === "ArrowUp") setActive(Math.max(0, active - 1));
          else if (event.key === "Enter") take(found[active]);
          else return;
          event.preventDefault();
        }}
      >
        <SearchInput
          delay={0}
          value={text}
          onChange={(value) => {
            setText(value);
            setActive(0);
          }}
          placeholder={t("Where should it lead?")}
        />
        <ul className="mt-2 max-h-72 overflow-y-auto" aria-label={t("Wires")}>
          {found.map((each, index) => (
            <li key={each.key}>
              <button
                type="button"
                aria-current={index === active}
                className={cn(
                  "flex w-full items-center gap-2 rounded px-2 py-1.5 text-left text-sm [&_svg]:size-4 [&_svg]:shrink-0",
                  index === active && "bg-hover",
                )}
                onMouseMove={() => setActive(index)}
                onClick={() => take(each)}
              >
                {each.there === null ? (
                  <Plus className="text-ink-faint" />
                ) : (
                  <Unplug className="text-bad" aria-label={t("Remove")} />
                )}
                {each.port !== "out" && <span className="text-xs text-ink-soft">{each.port} →</span>}
                <span className="truncate">{each.name}</span>
              </button>
            </li>
          ))}
          {found.length === 0 && (
            <li className="px-2 py-4 text-center text-sm text-ink-soft">
              {t("There is no node that can come next. Add one with N.")}
            </li>
          )}
        </ul>
      </div>
    </Dialog>
  );
}

/** Returns the wires that there are, then those that can be drawn. */
function useWires(id: string, catalogue: Catalogue): Wire[] {
  const document = useEditor((state) => state.document);
  const types = useNodeTypes();
  return useMemo(() => {
    const from = nodeById(document, id);
    if (!from) return [];
    const nameOf = (target: string) => {
      const node = nodeById(document, target);
      return node ? `${node.name || types.get(node.type)?.title || node.type} (${node.key})` : target;
    };
    const there = edgesOf(document)
      .filter((edge) => edge.source === id)
      .map((edge): Wire => {
        const key = edgeKey(edge);
        return { key, there: key, port: sourcePort(edge), target: edge.target, name: nameOf(edge.target) };
      });
    const possible = portsOf(from, catalogue).flatMap((port) =>
      nodesOf(document)
        .filter((node) => (node.parent ?? null) === (from.parent ?? null))
        .filter(
          ({ id: target }) => whyNot(document, { source: id, source_port: port, target }, catalogue) === null,
        )
        .map(({ id: target }): Wire => ({
          key: `+${port}>${target}`,
          there: null,
          port,
          target,
          name: nameOf(target),
        })),
    );
    return [...there, ...possible];
  }, [document, id, catalogue, types]);
}

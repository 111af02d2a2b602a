import { ChevronRight, PanelLeftClose } from "lucide-react";
import { memo, useState } from "react";

import type { NodeSummary } from "@/api/types";
import { NodeIcon } from "@/components/node-icon";
import { IconButton } from "@/components/ui/icon-button";
import { SearchInput } from "@/components/ui/search-input";
import { addNext } from "@/editor/actions";
import { camera } from "@/editor/canvas/camera";
import { DRAGGED_TYPE } from "@/editor/canvas/dragged-type";
import { FOLDERS, rankTypes, useNodeTypes } from "@/editor/catalogue";
import type { Catalogue } from "@/flow/document";
import { cn } from "@/lib/cn";
import { groupBy } from "@/lib/group-by";
import { t } from "@/lib/i18n";

/** All node types, to drag onto the canvas or to click. */
export function Palette({ catalogue, close }: { catalogue: Catalogue; close: () => void }) {
  const [text, setText] = useState("");
  const [closed, setClosed] = useState<ReadonlySet<string>>(
    new Set(["notify", "storage", "aws", "ai", "http", "extract"]),
  );
  const types = useNodeTypes();
  const add = (type: string) =>
    addNext(type, camera.toCanvas({ x: innerWidth / 2, y: innerHeight / 2 }), catalogue);
  const folders = groupBy(types.values(), (type) => type.folder);
  const toggle = (folder: string) => {
    const next = new Set(closed);
    if (!next.delete(folder)) next.add(folder);
    setClosed(next);
  };
  return (
    <aside
      aria-label={t("Node types")}
      className="flex w-60 shrink-0 flex-col border-r bg-surface dark:bg-ground"
    >
      <div className="flex items-center gap-1 p-2">
        <SearchInput
          className="flex-1"
          delay={0}
          value={text}
          onChange={setText}
          placeholder={t("Search nodes")}
        />
        <IconButton label={t("Hide the palette")} size="icon-sm" onClick={close}>
          <PanelLeftClose />
        </IconButton>
      </div>
      <div className="min-h-0 flex-1 overflow-y-auto px-2 pb-4">
        {text
          ? rankTypes(types.values(), text, null).map((type) => <Item key={type.id} type={type} add={add} />)
          : FOLDERS.filter(({ id }) => folders.has(id)).map(({ id, label }) => (
              <section key={id}>
                <button
                  type="button"
                  aria-expanded={!closed.has(id)}
                  className="flex w-full items-center gap-1 rounded px-1 py-1.5 text-2xs font-semibold tracking-wide text-ink-faint uppercase hover:text-ink"
                  onClick={() => toggle(id)}
                >
                  <ChevronRight
                    className={cn("size-3 transition-transform", !closed.has(id) && "rotate-90")}
                  />
                  <span className="flex-1 text-left">{t(label)}</span>
                  <span className="font-normal numeric">{folders.get(id)?.length}</span>
                </button>
                {!closed.has(id) &&
                  folders.get(id)?.map((type) => <Item key={type.id} type={type} add={add} />)}
              </section>
            ))}
      </div>
    </aside>
  );
}

const Item = memo(function Item({ type, add }: { type: NodeSummary; add: (type: string) => void }) {
  return (
    <button
      type="button"
      draggable
      title={type.summary}
      className="flex w-full cursor-grab items-center gap-2 rounded-md px-1.5 py-1 text-left text-sm hover:bg-hover active:cursor-grabbing"
      onDragStart={(event) => {
        event.dataTransfer.setData(DRAGGED_TYPE, type.id);
        event.dataTransfer.effectAllowed = "copy";
      }}
      onClick={() => add(type.id)}
    >
      <NodeIcon icon={type.icon} folder={type.folder} />
      <span className="min-w-0 flex-1 truncate">{type.title}</span>
    </button>
  );
});

import { type NodeProps, NodeResizer, NodeToolbar, Position } from "@xyflow/react";
import { Trash2 } from "lucide-react";
import { memo, useState } from "react";

import { removeSelected } from "@/editor/actions";
import type { FrameElement } from "@/editor/canvas/elements";
import { useFar } from "@/editor/canvas/far";
import { FrameFace, FrameName } from "@/editor/canvas/frame-face";
import { Swatches } from "@/editor/canvas/swatches";
import { edit } from "@/editor/store";
import { patchGroup } from "@/flow/groups";
import { t } from "@/lib/i18n";

/** A named frame: what lies in it moves with it. */
export const FrameNode = memo(
  function FrameNode({ id, data: { group }, selected }: NodeProps<FrameElement>) {
    const [naming, setNaming] = useState(group.name === "" && selected);
    // From far away the picture behind shows it.
    if (useFar() && !selected) return <div className="frame-handle pointer-events-auto h-9" />;
    return (
      <FrameFace
        group={group}
        selected={selected}
        onNaming={() => setNaming(true)}
        tools={
          <>
            {selected && (
              <NodeResizer
                minWidth={160}
                minHeight={100}
                lineClassName="!border-tint/60 pointer-events-auto"
                handleClassName="!size-2 !rounded-xs !border-tint !bg-surface pointer-events-auto"
                onResizeEnd={(_, { x, y, width, height }) =>
                  edit(t("Resize"), (document) =>
                    patchGroup(document, id, {
                      position: {
                        x: Math.round(x),
                        y: Math.round(y),
                        width: Math.round(width),
                        height: Math.round(height),
                      },
                    }),
                  )
                }
              />
            )}
            <NodeToolbar isVisible={selected} position={Position.Top} align="start" className="flex gap-1">
              <Swatches
                chosen={group.color ?? "blue"}
                choose={(color) => edit(t("Colour"), (document) => patchGroup(document, id, { color }))}
              />
              <button
                type="button"
                aria-label={t("Remove the frame; what is in it stays")}
                className="flex size-7 items-center justify-center rounded-md border bg-raised text-ink-soft shadow-lift hover:text-bad"
                onClick={removeSelected}
              >
                <Trash2 className="size-3.5" />
              </button>
            </NodeToolbar>
          </>
        }
      >
        {naming ? (
          <input
            autoFocus
            aria-label={t("Name of the group")}
            className="nodrag w-full bg-transparent text-base font-semibold text-tint outline-none placeholder:text-tint/60"
            defaultValue={group.name}
            placeholder={t("Name of the group")}
            maxLength={200}
            onKeyDown={(event) =>
              (event.key === "Enter" || event.key === "Escape") && event.currentTarget.blur()
            }
            onBlur={({ target }) => {
              setNaming(false);
              if (target.value !== (group.name ?? ""))
                edit(t("Name a group"), (document) => patchGroup(document, id, { name: target.value }));
            }}
          />
        ) : (
          <FrameName group={group} />
        )}
      </FrameFace>
    );
  },
  (before, now) => before.data === now.data && before.selected === now.selected,
);

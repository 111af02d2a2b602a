import { type Node, type NodeProps, NodeResizer } from "@xyflow/react";
import { memo, useState } from "react";

import { Markdown } from "@/components/markdown";
import type { NoteData } from "@/editor/canvas/elements";
import { edit } from "@/editor/store";
import { patchNote } from "@/flow/edits";
import { cn } from "@/lib/cn";
import { t } from "@/lib/i18n";

const HUES: Record<string, number> = { yellow: 85, green: 150, blue: 235, red: 20, violet: 300 };

/** A sticky note; a double click writes on it. */
export const NoteNode = memo(function NoteNode({ id, data: { note }, selected }: NodeProps<Node<NoteData>>) {
  const [writing, setWriting] = useState(note.text === "");
  return (
    <div
      className={cn(
        "size-full overflow-auto rounded-lg border border-tint/25 bg-tint-soft p-2.5 shadow-lift",
        selected && "ring-3 ring-accent/25",
      )}
      ref={(element) => element?.style.setProperty("--hue", String(HUES[note.color ?? ""] ?? 85))}
      onDoubleClick={() => setWriting(true)}
    >
      <NodeResizer
        minWidth={120}
        minHeight={60}
        isVisible={selected}
        lineClassName="!border-accent/50"
        handleClassName="!size-2 !rounded-xs !border-accent !bg-surface"
        onResizeEnd={(_, { x, y, width, height }) =>
          edit(t("Resize"), (document) => patchNote(document, id, { position: { x, y, width, height } }))
        }
      />
      {writing ? (
        <textarea
          autoFocus
          aria-label={t("Text of the note")}
          className="nodrag nowheel size-full resize-none bg-transparent text-sm outline-none"
          defaultValue={note.text}
          placeholder={t("Write something (Markdown)")}
          onBlur={(event) => {
            setWriting(false);
            edit(t("Write a note"), (document) => patchNote(document, id, { text: event.target.value }));
          }}
        />
      ) : (
        <Markdown text={note.text || t("Double click to write")} />
      )}
    </div>
  );
});

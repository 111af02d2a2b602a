import { type NodeProps, NodeResizer, NodeToolbar, Position } from "@xyflow/react";
import { memo, useState } from "react";

import { Markdown } from "@/components/markdown";
import type { NoteElement } from "@/editor/canvas/elements";
import { useFar } from "@/editor/canvas/far";
import { NoteFace } from "@/editor/canvas/note-face";
import { Swatches } from "@/editor/canvas/swatches";
import { edit } from "@/editor/store";
import { patchNote } from "@/flow/edits";
import { t } from "@/lib/i18n";

/** A sticky note; a double click writes on it. */
export const NoteNode = memo(function NoteNode({ id, data: { note }, selected }: NodeProps<NoteElement>) {
  const [writing, setWriting] = useState(note.text === "" && selected);
  // From far away the picture behind shows it.
  if (useFar() && !selected) return <div className="size-full" />;
  return (
    <NoteFace note={note} selected={selected} onDoubleClick={() => setWriting(true)}>
      <NodeResizer
        minWidth={120}
        minHeight={60}
        isVisible={selected}
        lineClassName="!border-accent/50"
        handleClassName="!size-2 !rounded-xs !border-accent !bg-surface"
        onResizeEnd={(_, { x, y, width, height }) =>
          edit(t("Resize"), (document) =>
            patchNote(document, id, {
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
      <NodeToolbar isVisible={selected} position={Position.Top} align="start">
        <Swatches
          chosen={note.color ?? "yellow"}
          choose={(color) => edit(t("Colour"), (document) => patchNote(document, id, { color }))}
        />
      </NodeToolbar>
      {writing ? (
        <textarea
          autoFocus
          aria-label={t("Text of the note")}
          className="nodrag nowheel size-full resize-none bg-transparent text-sm outline-none"
          defaultValue={note.text}
          placeholder={t("Write something (Markdown)")}
          onBlur={(event) => {
            setWriting(false);
            if (event.target.value !== note.text)
              edit(t("Write a note"), (document) => patchNote(document, id, { text: event.target.value }));
          }}
        />
      ) : (
        <Markdown text={note.text || t("Double click to write")} />
      )}
    </NoteFace>
  );
});

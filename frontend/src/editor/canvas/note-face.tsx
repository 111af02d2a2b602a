import type { ReactNode } from "react";

import type { DocumentNote } from "@/api/types";
import { HUES } from "@/editor/canvas/swatches";
import { cn } from "@/lib/cn";

interface Props {
  note: DocumentNote;
  selected: boolean;
  onDoubleClick?: () => void;
  children: ReactNode;
}

/** What a sticky note looks like. */
export function NoteFace({ note, selected, onDoubleClick, children }: Props) {
  return (
    <div
      className={cn(
        "size-full overflow-auto rounded-lg border border-tint/25 bg-tint-soft p-2.5 shadow-lift",
        selected && "ring-3 ring-accent/25",
      )}
      ref={(element) => element?.style.setProperty("--hue", String(HUES[note.color ?? ""] ?? 85))}
      onDoubleClick={onDoubleClick}
    >
      {children}
    </div>
  );
}

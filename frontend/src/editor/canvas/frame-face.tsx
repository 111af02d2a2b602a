import type { ReactNode } from "react";

import type { DocumentGroup } from "@/api/types";
import { HUES } from "@/editor/canvas/swatches";
import { cn } from "@/lib/cn";
import { t } from "@/lib/i18n";

interface Props {
  group: DocumentGroup;
  selected: boolean;
  onNaming?: () => void;
  /** Stands beside what it is held by. */
  tools?: ReactNode;
  children: ReactNode;
}

/** What a group looks like: a frame with its name, by which it is held. */
export function FrameFace({ group, selected, onNaming, tools, children }: Props) {
  return (
    <div
      className={cn(
        "pointer-events-none size-full rounded-2xl border-2 border-tint/40 bg-tint-soft/40",
        selected && "border-tint",
      )}
      ref={(element) => element?.style.setProperty("--hue", String(HUES[group.color ?? ""] ?? HUES.blue))}
    >
      {tools}
      <div
        className="frame-handle pointer-events-auto flex h-9 cursor-grab items-center rounded-t-2xl px-3.5"
        onDoubleClick={onNaming}
      >
        {children}
      </div>
    </div>
  );
}

export function FrameName({ group }: Pick<Props, "group">) {
  return <span className="truncate text-base font-semibold text-tint">{group.name || t("Group")}</span>;
}

import { Tooltip } from "radix-ui";
import type { ReactNode } from "react";

import { Kbd } from "@/components/ui/kbd";

interface Props {
  text: ReactNode;
  shortcut?: string;
  side?: "top" | "right" | "bottom" | "left";
  children: ReactNode;
}

/** Explains what the pointer or the focus is on. */
export function Tip({ text, shortcut, side = "bottom", children }: Props) {
  return (
    <Tooltip.Root>
      <Tooltip.Trigger asChild>{children}</Tooltip.Trigger>
      <Tooltip.Portal>
        <Tooltip.Content
          side={side}
          sideOffset={6}
          collisionPadding={8}
          className="z-50 flex max-w-80 items-center gap-2 rounded-md bg-ink px-2 py-1 text-xs text-ground shadow-float data-[state=delayed-open]:animate-fade"
        >
          {text}
          {shortcut && <Kbd keys={shortcut} inverse />}
        </Tooltip.Content>
      </Tooltip.Portal>
    </Tooltip.Root>
  );
}

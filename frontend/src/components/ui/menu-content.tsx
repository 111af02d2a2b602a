import { DropdownMenu } from "radix-ui";
import { useState } from "react";

import { Kbd } from "@/components/ui/kbd";
import type { MenuProps } from "@/components/ui/menu";
import { cn } from "@/lib/cn";

const ROW =
  "flex cursor-default items-center gap-2 rounded px-2 py-1.5 text-sm outline-none select-none data-[disabled]:opacity-45 data-[highlighted]:bg-hover [&_svg]:size-4 [&_svg]:text-ink-faint";

/** An open menu; it is loaded when the first one is asked for. */
export default function MenuContent({ trigger, groups, align = "end" }: MenuProps) {
  const [open, setOpen] = useState(true);
  const shown = groups
    .map((group) => group.filter((item) => item !== false))
    .filter((group) => group.length > 0);
  const refused = shown.flat().find((item) => item.refused)?.refused;
  return (
    <DropdownMenu.Root open={open} onOpenChange={setOpen}>
      <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          align={align}
          sideOffset={4}
          collisionPadding={8}
          className="z-50 max-h-(--radix-dropdown-menu-content-available-height) min-w-44 animate-rise overflow-y-auto rounded-lg border bg-raised p-1 shadow-float"
        >
          {shown.map((group, index) => (
            <DropdownMenu.Group key={group[0]?.label}>
              {index > 0 && <DropdownMenu.Separator className="-mx-1 my-1 h-px bg-line" />}
              {group.map((item) => (
                <DropdownMenu.Item
                  key={item.label}
                  disabled={item.disabled === true || Boolean(item.refused)}
                  aria-description={item.refused ?? undefined}
                  onSelect={item.onSelect}
                  className={cn(ROW, item.danger && "text-bad [&_svg]:text-bad")}
                >
                  {item.icon}
                  <span className="flex-1">{item.label}</span>
                  {item.checked && <span className="text-accent">✓</span>}
                  {item.shortcut && <Kbd keys={item.shortcut} />}
                </DropdownMenu.Item>
              ))}
            </DropdownMenu.Group>
          ))}
          {refused && (
            <p aria-hidden className="-mx-1 mt-1 max-w-60 border-t px-3 pt-1.5 pb-1 text-2xs text-ink-soft">
              {refused}
            </p>
          )}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

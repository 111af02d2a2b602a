import { Check, ChevronDown } from "lucide-react";
import { Select as Radix } from "radix-ui";
import { useState } from "react";

import { SELECT, type SelectProps } from "@/components/ui/select";
import { cn } from "@/lib/cn";

/** A choice that has been opened once. Radix knows no empty value, so it stands for itself in disguise. */
export default function OpenSelect({
  value,
  onChange,
  options,
  label,
  id,
  className,
  disabled,
}: SelectProps<string>) {
  const [open, setOpen] = useState(true);
  const EMPTY = "\u0000";
  return (
    <Radix.Root
      open={open}
      onOpenChange={setOpen}
      value={value || EMPTY}
      onValueChange={(next) => onChange(next === EMPTY ? "" : next)}
      disabled={disabled}
    >
      <Radix.Trigger id={id} aria-label={label} className={cn(SELECT, className)}>
        <span className="min-w-0 flex-1 truncate">
          <Radix.Value />
        </span>
        <Radix.Icon>
          <ChevronDown className="size-3.5 text-ink-faint" />
        </Radix.Icon>
      </Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          position="popper"
          sideOffset={4}
          collisionPadding={8}
          className="z-50 max-h-(--radix-select-content-available-height) min-w-(--radix-select-trigger-width) animate-rise overflow-hidden rounded-lg border bg-raised shadow-float"
        >
          {/* It writes a style element, which must pass the page's policy. */}
          <Radix.Viewport className="p-1" nonce={globalThis.__webpack_nonce__}>
            {options.map((option) => (
              <Radix.Item
                key={option.value}
                value={option.value || EMPTY}
                className="relative flex cursor-default items-center rounded py-1.5 pr-7 pl-2 text-sm outline-none select-none data-[highlighted]:bg-hover"
              >
                <Radix.ItemText>{option.label}</Radix.ItemText>
                <Radix.ItemIndicator className="absolute right-2">
                  <Check className="size-3.5 text-accent" />
                </Radix.ItemIndicator>
              </Radix.Item>
            ))}
          </Radix.Viewport>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

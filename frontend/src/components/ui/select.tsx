import { Check, ChevronDown } from "lucide-react";
import { Select as Radix } from "radix-ui";

import { cn } from "@/lib/cn";

interface Option<T extends string> {
  value: T;
  label: string;
}

interface Props<T extends string> {
  value: T;
  onChange: (value: T) => void;
  options: readonly Option<T>[];
  label?: string;
  id?: string;
  className?: string;
  disabled?: boolean;
}

/** One of several values. Radix knows no empty value, so it stands for itself in disguise. */
export function Select<T extends string>({
  value,
  onChange,
  options,
  label,
  id,
  className,
  disabled,
}: Props<T>) {
  const EMPTY = "\u0000";
  return (
    <Radix.Root
      value={value || EMPTY}
      onValueChange={(next) => onChange((next === EMPTY ? "" : next) as T)}
      disabled={disabled}
    >
      <Radix.Trigger
        id={id}
        aria-label={label}
        className={cn(
          "flex h-8 items-center gap-1.5 rounded-md border border-line-strong/80 bg-surface pr-2 pl-2.5 text-left text-sm shadow-lift hover:border-line-strong disabled:opacity-60 dark:bg-sunken",
          className,
        )}
      >
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

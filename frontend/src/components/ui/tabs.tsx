import { Tabs as Radix } from "radix-ui";
import { type ReactNode, useLayoutEffect, useRef } from "react";

import { cn } from "@/lib/cn";

interface Tab<T extends string> {
  value: T;
  label: ReactNode;
  count?: number;
}

interface Props<T extends string> {
  value: T;
  onChange: (value: T) => void;
  tabs: readonly Tab<T>[];
  label: string;
  className?: string;
  /** Stands at the right of the tabs. */
  side?: ReactNode;
  /** For many tabs in a narrow place. */
  dense?: boolean;
  children: ReactNode;
}

/** Sides of one thing; the child is the open tab's content. */
export function Tabs<T extends string>({
  value,
  onChange,
  tabs,
  label,
  className,
  side,
  dense = false,
  children,
}: Props<T>) {
  const list = useRef<HTMLDivElement>(null);
  // On a phone the open one may lie beyond the edge.
  useLayoutEffect(() => {
    const open = list.current?.querySelector<HTMLElement>("[data-state=active]");
    if (list.current && open)
      list.current.scrollLeft = open.offsetLeft - (list.current.clientWidth - open.offsetWidth) / 2;
  }, [value]);
  return (
    <Radix.Root
      value={value}
      onValueChange={(next) => onChange(next as T)}
      className={cn("flex min-h-0 flex-1 flex-col", className)}
    >
      <div className={cn("flex items-center gap-2 border-b", dense ? "px-2.5" : "px-3")}>
        <Radix.List
          ref={list}
          aria-label={label}
          className={cn(
            "relative -mb-px flex min-w-0 flex-1 [scrollbar-width:none] overflow-x-auto",
            !dense && "gap-1",
          )}
        >
          {tabs.map((tab) => (
            <Radix.Trigger
              key={tab.value}
              value={tab.value}
              className={cn(
                "flex h-9 shrink-0 items-center gap-1.5 border-b-2 border-transparent text-sm font-medium text-ink-soft -outline-offset-2 hover:text-ink data-[state=active]:border-accent data-[state=active]:text-ink",
                dense ? "px-1.5" : "px-2",
              )}
            >
              {tab.label}
              {tab.count !== undefined && tab.count > 0 && (
                <span className="rounded-full bg-hover px-1.5 text-2xs text-ink-soft numeric">
                  {tab.count}
                </span>
              )}
            </Radix.Trigger>
          ))}
        </Radix.List>
        {side}
      </div>
      <Radix.Content value={value} className="flex min-h-0 flex-1 flex-col" tabIndex={-1}>
        {children}
      </Radix.Content>
    </Radix.Root>
  );
}

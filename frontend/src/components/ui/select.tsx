import { ChevronDown } from "lucide-react";
import { type KeyboardEvent, lazy, Suspense, useState } from "react";

import { cn } from "@/lib/cn";

export interface Option<T extends string> {
  value: T;
  label: string;
}

export interface SelectProps<T extends string> {
  value: T;
  onChange: (value: T) => void;
  options: readonly Option<T>[];
  label?: string;
  id?: string;
  className?: string;
  disabled?: boolean;
}

export const SELECT =
  "flex h-8 items-center gap-1.5 rounded-md border border-line-strong/80 bg-surface pr-2 pl-2.5 text-left text-sm shadow-lift hover:border-line-strong disabled:opacity-60 dark:bg-sunken";

const load = () => import("@/components/ui/select-open");
const OpenSelect = lazy(load);

/** One of several values. The list that opens, and what places it, comes with the pointer or the focus. */
export function Select<T extends string>(props: SelectProps<T>) {
  const [asked, ask] = useState(false);
  const { value, options, label, id, className, disabled } = props;
  const closed = (
    <button
      type="button"
      role="combobox"
      id={id}
      aria-label={label}
      aria-expanded={false}
      aria-haspopup="listbox"
      disabled={disabled}
      className={cn(SELECT, className)}
      onPointerEnter={() => void load()}
      onFocus={() => void load()}
      onClick={() => ask(true)}
      onKeyDown={(event: KeyboardEvent) => ["ArrowDown", "ArrowUp"].includes(event.key) && ask(true)}
    >
      <span className="min-w-0 flex-1 truncate">{options.find((each) => each.value === value)?.label}</span>
      <ChevronDown aria-hidden className="size-3.5 text-ink-faint" />
    </button>
  );
  if (!asked) return closed;
  return (
    <Suspense fallback={closed}>
      <OpenSelect {...props} onChange={(next) => props.onChange(next as T)} />
    </Suspense>
  );
}

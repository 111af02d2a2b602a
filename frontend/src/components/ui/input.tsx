import type { ComponentProps } from "react";

import { cn } from "@/lib/cn";

const FIELD =
  "w-full min-w-0 rounded-md border border-line-strong/80 bg-surface px-2.5 text-sm text-ink shadow-lift transition-colors placeholder:text-ink-faint hover:border-line-strong focus:border-accent focus:outline-2 focus:outline-offset-0 focus:outline-accent/25 disabled:opacity-60 aria-invalid:border-bad aria-invalid:outline-bad/25 dark:bg-sunken";

export function Input({ className, ...rest }: ComponentProps<"input">) {
  return <input className={cn(FIELD, "h-8", className)} {...rest} />;
}

export function Textarea({ className, rows = 3, ...rest }: ComponentProps<"textarea">) {
  return (
    <textarea
      rows={rows}
      className={cn(FIELD, "field-sizing-content max-h-96 resize-y py-1.5", className)}
      {...rest}
    />
  );
}

import { type ReactNode, useId } from "react";

import { Said } from "@/components/said";
import { cn } from "@/lib/cn";

interface Props {
  label: string;
  hint?: ReactNode;
  error?: string | null;
  required?: boolean;
  /** Stands at the right of the label. */
  side?: ReactNode;
  className?: string;
  children: (about: { id: string; "aria-describedby"?: string; "aria-invalid"?: boolean }) => ReactNode;
}

/** A labelled input with its explanation and its error. */
export function Field({ label, hint, error, required = false, side, className, children }: Props) {
  const id = useId();
  const said = error ?? hint;
  const about = said ? `${id}-about` : undefined;
  return (
    <div className={cn("space-y-1", className)}>
      <div className="flex min-h-6 items-center gap-2">
        <label htmlFor={id} className="min-w-0 flex-1 truncate text-xs font-medium text-ink-soft">
          {label}
          {required && (
            <span className="ml-0.5 text-bad" aria-hidden>
              *
            </span>
          )}
        </label>
        {side}
      </div>
      {children({ id, "aria-describedby": about, "aria-invalid": error ? true : undefined })}
      {about && (
        <p id={about} className={cn("text-xs break-words", error ? "text-bad" : "text-ink-faint")}>
          {typeof said === "string" ? <Said text={said} /> : said}
        </p>
      )}
    </div>
  );
}

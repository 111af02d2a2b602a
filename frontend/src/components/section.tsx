import type { ReactNode } from "react";

import { cn } from "@/lib/cn";

interface Props {
  title: ReactNode;
  about?: ReactNode;
  actions?: ReactNode;
  className?: string;
  /** Without a margin inside, for lists and tables. */
  flush?: boolean;
  children?: ReactNode;
}

/** A part of a page, with its heading, on ground of its own. */
export function Section({ title, about, actions, className, flush = false, children }: Props) {
  return (
    <section className={cn("flex min-w-0 flex-col rounded-xl border bg-surface shadow-lift", className)}>
      <header className="flex min-h-12 flex-wrap items-center gap-x-3 gap-y-1 px-4 pt-3 pb-2">
        <div className="min-w-0 flex-1">
          <h2 className="text-sm font-semibold">{title}</h2>
          {about && <p className="text-xs text-ink-faint">{about}</p>}
        </div>
        {actions}
      </header>
      <div className={cn("min-w-0 flex-1", flush ? "pb-1" : "px-4 pb-4")}>{children}</div>
    </section>
  );
}

/** The middle of a page that is made of sections. */
export function Sections({ className, children }: { className?: string; children: ReactNode }) {
  return <div className={cn("flex flex-col gap-4 px-4 pb-8 sm:px-6", className)}>{children}</div>;
}

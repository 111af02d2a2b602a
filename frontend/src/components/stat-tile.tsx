import type { ReactNode } from "react";

import { cn } from "@/lib/cn";

interface Props {
  label: string;
  value: ReactNode;
  /** What the value is made of, or what it was before. */
  about?: ReactNode;
  tone?: "bad" | "wait";
}

/** One figure with its name. */
export function StatTile({ label, value, about, tone }: Props) {
  return (
    <div className="min-w-0 rounded-xl border bg-surface px-4 py-3 shadow-lift">
      <dt className="truncate text-xs text-ink-faint">{label}</dt>
      <dd
        className={cn(
          "mt-0.5 truncate text-2xl font-semibold tracking-tight numeric",
          tone === "bad" && "text-bad",
          tone === "wait" && "text-wait",
        )}
      >
        {value}
      </dd>
      {about && <dd className="mt-0.5 truncate text-xs text-ink-faint">{about}</dd>}
    </div>
  );
}

export function StatTiles({ label, children }: { label: string; children: ReactNode }) {
  return (
    <dl
      aria-label={label}
      className="grid grid-cols-2 gap-3 sm:grid-cols-[repeat(auto-fit,minmax(10.5rem,1fr))]"
    >
      {children}
    </dl>
  );
}

/** Tiles that are about to come. */
export function StatSkeleton({ count = 4 }: { count?: number }) {
  return (
    <div aria-hidden className="grid grid-cols-2 gap-3 sm:grid-cols-[repeat(auto-fit,minmax(10.5rem,1fr))]">
      {Array.from({ length: count }, (_, index) => (
        <div key={index} className="h-23 skeleton rounded-xl" />
      ))}
    </div>
  );
}

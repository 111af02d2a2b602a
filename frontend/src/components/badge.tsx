import type { ReactNode } from "react";

import { cn } from "@/lib/cn";

export type Tone = "plain" | "accent" | "ok" | "busy" | "wait" | "bad";

const TONES: Record<Tone, string> = {
  plain: "bg-hover text-ink-soft",
  accent: "bg-accent-soft text-accent",
  ok: "bg-ok-soft text-ok",
  busy: "bg-busy-soft text-busy",
  wait: "bg-wait-soft text-wait",
  bad: "bg-bad-soft text-bad",
};

interface Props {
  tone?: Tone;
  title?: string;
  className?: string;
  children: ReactNode;
}

/** What something is, in a word. */
export function Badge({ tone = "plain", title, className, children }: Props) {
  return (
    <span
      title={title}
      className={cn(
        "inline-flex h-5 shrink-0 items-center gap-1 rounded-full px-2 text-2xs font-medium whitespace-nowrap [&_svg]:size-3",
        TONES[tone],
        className,
      )}
    >
      {children}
    </span>
  );
}

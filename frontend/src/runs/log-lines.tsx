import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useRef } from "react";

import type { LogLevel, LogLine } from "@/flow/run-feed";
import { cn } from "@/lib/cn";
import { clock } from "@/lib/format";
import { t } from "@/lib/i18n";

const LINE_PX = 26;
const COLORS: Record<LogLevel, string> = {
  debug: "text-ink-faint",
  info: "text-busy",
  warning: "text-wait",
  error: "text-bad",
};

interface Props {
  lines: readonly LogLine[];
  empty: string;
  /** Whether the step that logged is named. */
  named?: boolean;
  /** Stays at the end as lines come. */
  follow?: boolean;
}

/** Log lines, oldest first; only those in view are drawn. */
export function LogLines({ lines, empty, named = false, follow = false }: Props) {
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => LINE_PX,
    overscan: 20,
  });
  useEffect(() => {
    if (follow && lines.length > 0) scroller.current?.scrollTo({ top: lines.length * LINE_PX });
  }, [follow, lines.length]);
  if (lines.length === 0) return <p className="p-4 text-sm text-ink-soft">{empty}</p>;
  return (
    <div
      ref={scroller}
      tabIndex={0}
      role="log"
      aria-label={t("Log")}
      className="min-h-0 flex-1 overflow-auto font-mono text-xs"
    >
      <div className="relative w-max min-w-full" style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map((item) => {
          const line = lines[item.index];
          return (
            line && (
              <div
                key={item.index}
                className={cn(
                  "absolute inset-x-0 flex items-center gap-3 border-b border-line/40 px-4 whitespace-pre",
                  line.level === "error" && "bg-bad-soft/50",
                )}
                style={{ top: item.start, height: LINE_PX }}
              >
                <time className="text-ink-faint">{clock(line.at)}</time>
                <span className={cn("w-14 shrink-0", COLORS[line.level])}>{line.level}</span>
                {named && (
                  <span className="max-w-40 min-w-24 shrink-0 truncate text-ink-soft">
                    {line.key}
                    {line.path && ` [${line.path}]`}
                  </span>
                )}
                <span>{line.message}</span>
                <Fields fields={line.fields} />
              </div>
            )
          );
        })}
      </div>
    </div>
  );
}

function Fields({ fields }: { fields: LogLine["fields"] }) {
  const shown = Object.entries(fields).filter(
    ([name]) => name !== "error" && name !== "ports" && name !== "artifacts",
  );
  return (
    <span className="text-ink-faint">
      {shown
        .map(([name, value]) => `${name}=${typeof value === "string" ? value : JSON.stringify(value)}`)
        .join("  ")}
    </span>
  );
}

import { useVirtualizer } from "@tanstack/react-virtual";
import { ChevronRight, Copy } from "lucide-react";
import { useMemo, useRef, useState } from "react";

import { toast } from "@/components/ui/toast";
import { cn } from "@/lib/cn";
import { t } from "@/lib/i18n";
import { type JsonKind, type JsonLine, jsonLines } from "@/lib/json-lines";

const COLORS: Record<JsonKind, string> = {
  object: "text-ink-faint",
  array: "text-ink-faint",
  string: "text-ok",
  number: "text-busy",
  boolean: "text-wait",
  null: "text-ink-faint",
};
const LINE_PX = 22;
const LONGEST = 2_000;

interface Props {
  value: unknown;
  /** What the value is called in expressions, such as `steps.rows`; lines then offer their path. */
  expression?: string;
  className?: string;
}

/** A JSON value as a tree that opens and closes; only the lines in view are drawn. */
export function JsonTree({ value, expression, className }: Props) {
  const [toggled, setToggled] = useState<ReadonlySet<string>>(new Set());
  const lines = useMemo(() => jsonLines(value, toggled), [value, toggled]);
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => LINE_PX,
    overscan: 20,
  });
  const toggle = (path: string) => {
    const next = new Set(toggled);
    if (!next.delete(path)) next.add(path);
    setToggled(next);
  };
  return (
    <div
      ref={scroller}
      tabIndex={0}
      role="region"
      aria-label={t("Value")}
      className={cn("min-h-0 flex-1 overflow-auto font-mono text-xs", className)}
    >
      <div className="relative my-2 w-max min-w-full" style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map((item) => {
          const line = lines[item.index];
          return (
            line && (
              <Line key={line.path} line={line} top={item.start} toggle={toggle} expression={expression} />
            )
          );
        })}
      </div>
    </div>
  );
}

interface LineProps {
  line: JsonLine;
  top: number;
  toggle: (path: string) => void;
  expression: string | undefined;
}

function Line({ line, top, toggle, expression }: LineProps) {
  const copied = expression === undefined ? text(line.value) : `{{ ${expression}${line.path} }}`;
  const copy = async () => {
    await navigator.clipboard.writeText(copied);
    toast.ok(t("Copied {text}", { text: copied.length > 60 ? `${copied.slice(0, 60)}…` : copied }));
  };
  return (
    <div
      className="group absolute inset-x-0 flex items-center gap-1 pr-3 whitespace-pre hover:bg-hover"
      style={{ top, height: LINE_PX, paddingLeft: 10 + line.depth * 16 }}
    >
      {line.size > 0 ? (
        <button
          type="button"
          aria-label={line.open ? t("Close") : t("Open")}
          onClick={() => toggle(line.path)}
          className="rounded text-ink-faint hover:text-ink"
        >
          <ChevronRight className={cn("size-3.5 transition-transform", line.open && "rotate-90")} />
        </button>
      ) : (
        <span className="w-3.5 shrink-0" />
      )}
      {line.name !== null && <span className="text-ink-soft">{line.name}:</span>}
      <span className={COLORS[line.kind]}>{shown(line)}</span>
      <button
        type="button"
        aria-label={expression === undefined ? t("Copy the value") : t("Copy the expression")}
        className="ml-1 rounded p-0.5 text-ink-faint opacity-0 group-hover:opacity-100 hover:text-ink focus-visible:opacity-100"
        onClick={() => void copy()}
      >
        <Copy className="size-3" />
      </button>
    </div>
  );
}

function shown({ kind, value, size, open }: JsonLine): string {
  if (kind === "array") return open ? "[" : size ? `[ ${size} ]` : "[]";
  if (kind === "object")
    return open
      ? "{"
      : size
        ? `{ ${Object.keys(value as object)
            .slice(0, 4)
            .join(", ")}${size > 4 ? ", …" : ""} }`
        : "{}";
  const whole = kind === "null" ? "null" : JSON.stringify(value);
  return whole.length > LONGEST ? `${whole.slice(0, LONGEST)}…` : whole;
}

function text(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value, null, 2);
}

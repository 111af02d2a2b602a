import { CircleAlert, CircleCheck, Info, X } from "lucide-react";
import { useEffect, useState } from "react";
import { create } from "zustand";

import { asApiError } from "@/api/errors";
import { Said } from "@/components/said";
import { t } from "@/lib/i18n";

interface Toast {
  id: number;
  kind: "ok" | "bad" | "info";
  title: string;
  text?: string;
  action?: { label: string; run: () => void };
}

const useToasts = create<{ toasts: Toast[] }>(() => ({ toasts: [] }));
const SHOWN_MS = { ok: 4_000, info: 5_000, bad: 10_000 };
const MOST = 4;
let last = 0;

function show(toast: Omit<Toast, "id">): void {
  const id = ++last;
  useToasts.setState(({ toasts }) => ({ toasts: [...toasts, { ...toast, id }].slice(-MOST) }));
}

function dismiss(id: number): void {
  useToasts.setState(({ toasts }) => ({ toasts: toasts.filter((each) => each.id !== id) }));
}

/** Tells what happened, at the edge of the page, for a while. */
export const toast = {
  ok: (title: string, action?: Toast["action"]) => show({ kind: "ok", title, action }),
  info: (title: string, text?: string) => show({ kind: "info", title, text }),
  /** What went wrong and what to do about it. */
  error: (thrown: unknown) => {
    const error = asApiError(thrown);
    show({ kind: "bad", title: error.message, text: error.hint ?? undefined });
  },
};

const ICONS = {
  ok: <CircleCheck className="text-ok" />,
  bad: <CircleAlert className="text-bad" />,
  info: <Info className="text-busy" />,
};

export function Toasts() {
  const toasts = useToasts((state) => state.toasts);
  return (
    <div
      role="status"
      aria-live="polite"
      className="pointer-events-none fixed inset-x-0 bottom-0 z-50 flex flex-col items-end gap-2 p-4"
    >
      {toasts.map((each) => (
        <Row key={each.id} toast={each} />
      ))}
    </div>
  );
}

/** One of them. Its time begins when it is seen, and stands still while somebody is at it. */
function Row({ toast: { id, kind, title, text, action } }: { toast: Toast }) {
  const [held, hold] = useState(false);
  useEffect(() => {
    if (held) return;
    const timer = setTimeout(() => dismiss(id), SHOWN_MS[kind]);
    return () => clearTimeout(timer);
  }, [id, kind, held]);
  return (
    <div
      onPointerEnter={() => hold(true)}
      onPointerLeave={() => hold(false)}
      className="pointer-events-auto flex w-full max-w-sm animate-rise items-start gap-2.5 rounded-lg border bg-raised py-2.5 pr-2 pl-3 text-sm shadow-float [&>svg]:mt-0.5 [&>svg]:size-4 [&>svg]:shrink-0"
    >
      {ICONS[kind]}
      <div className="min-w-0 flex-1">
        <p className="font-medium break-words">
          <Said text={title} />
        </p>
        {text && (
          <p className="mt-0.5 break-words text-ink-soft">
            <Said text={text} />
          </p>
        )}
      </div>
      {action && (
        <button
          type="button"
          className="rounded px-1.5 font-medium text-accent hover:bg-hover"
          onClick={() => {
            action.run();
            dismiss(id);
          }}
        >
          {action.label}
        </button>
      )}
      <button
        type="button"
        aria-label={t("Dismiss")}
        className="rounded p-0.5 text-ink-faint hover:bg-hover hover:text-ink"
        onClick={() => dismiss(id)}
      >
        <X className="size-4" />
      </button>
    </div>
  );
}

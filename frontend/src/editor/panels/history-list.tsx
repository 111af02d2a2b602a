import { jumpTo, useEditor } from "@/editor/store";
import { cn } from "@/lib/cn";
import { clock } from "@/lib/format";
import { t } from "@/lib/i18n";

/** Every change since the flow was opened, the last first; a click goes there. */
export function HistoryList() {
  const history = useEditor((state) => state.history);
  const changes = history.changes.map((change, index) => ({ ...change, index })).toReversed();
  return (
    <ol className="min-h-0 flex-1 overflow-y-auto p-2" aria-label={t("History of changes")}>
      {changes.map(({ label, at, index }) => (
        <li key={index}>
          <button
            type="button"
            aria-current={index === history.now ? "step" : undefined}
            className={cn(
              "flex w-full items-center gap-3 rounded-md px-2 py-1 text-left text-sm hover:bg-hover",
              index === history.now && "bg-accent-soft font-medium",
              index > history.now && "text-ink-faint line-through",
            )}
            onClick={() => jumpTo(index)}
          >
            <span className="flex-1">{label}</span>
            {at > 0 && <time className="text-2xs text-ink-faint numeric">{clock(at).slice(0, 8)}</time>}
          </button>
        </li>
      ))}
    </ol>
  );
}

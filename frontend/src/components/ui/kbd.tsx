import { cn } from "@/lib/cn";
import { msg, t } from "@/lib/i18n";

const MAC = /Mac|iPhone|iPad/.test(navigator.userAgent);
const SIGNS: Record<string, string> = MAC
  ? { mod: "⌘", shift: "⇧", alt: "⌥", enter: "↵", delete: "⌫", escape: "esc" }
  : {
      mod: msg("Ctrl"),
      shift: msg("Shift"),
      alt: "Alt",
      enter: "↵",
      delete: msg("Del"),
      escape: "Esc",
    };

/** Shows a shortcut such as `mod+shift+z` with the keys of the user's machine. */
export function Kbd({ keys, inverse = false }: { keys: string; inverse?: boolean }) {
  return (
    <kbd className="inline-flex gap-0.5 font-sans">
      {keys.split("+").map((key) => (
        <span
          key={key}
          className={cn(
            "inline-flex h-4.5 min-w-4.5 items-center justify-center rounded border px-1 text-2xs",
            inverse ? "border-ground/25 text-ground/80" : "border-line-strong bg-sunken text-ink-soft",
          )}
        >
          {t(SIGNS[key] ?? key.toUpperCase())}
        </span>
      ))}
    </kbd>
  );
}

import { cn } from "@/lib/cn";

const MAC = /Mac|iPhone|iPad/.test(navigator.userAgent);
const SIGNS: Record<string, string> = MAC
  ? { mod: "⌘", shift: "⇧", alt: "⌥", enter: "↵", delete: "⌫", escape: "esc" }
  : { mod: "Ctrl", shift: "Shift", alt: "Alt", enter: "↵", delete: "Del", escape: "Esc" };

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
          {SIGNS[key] ?? key.toUpperCase()}
        </span>
      ))}
    </kbd>
  );
}

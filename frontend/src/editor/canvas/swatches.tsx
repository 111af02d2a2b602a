import { COLORS } from "@/flow/groups";
import { cn } from "@/lib/cn";
import { t } from "@/lib/i18n";

/** Hues of colours that notes and groups are stored with. */
export const HUES: Record<string, number> = { yellow: 85, green: 150, blue: 235, red: 20, violet: 300 };

/** The colours to choose from. */
export function Swatches({ chosen, choose }: { chosen: string; choose: (color: string) => void }) {
  return (
    <div
      role="radiogroup"
      aria-label={t("Colour")}
      className="flex items-center gap-1 rounded-md border bg-raised px-1.5 shadow-lift"
    >
      {COLORS.map((color) => (
        <button
          key={color}
          type="button"
          role="radio"
          aria-checked={color === chosen}
          aria-label={t(color)}
          ref={(element) => element?.style.setProperty("--hue", String(HUES[color]))}
          className={cn("size-4 rounded-full bg-tint", color === chosen && "ring-2 ring-ink ring-offset-1")}
          onClick={() => choose(color)}
        />
      ))}
    </div>
  );
}

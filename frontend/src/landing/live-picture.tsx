import { FileDown } from "lucide-react";
import { lazy, Suspense } from "react";

import { ROWS, ROWS_AT } from "@/landing/recording";
import { useReplay } from "@/landing/use-replay";
import { cn } from "@/lib/cn";
import { language, t } from "@/lib/i18n";

const Replay = lazy(() => import("@/landing/replay"));

const EACH_MS = 160;

/** The product at work: a recorded run on the canvas, and the table that comes of it. */
export function LivePicture() {
  const at = useReplay();
  return (
    <figure className="overflow-hidden rounded-2xl border bg-ground shadow-float">
      <div className="h-96 bg-[radial-gradient(var(--line)_1px,transparent_1px)] bg-[size:18px_18px] sm:h-[23.5rem]">
        <Suspense>
          <Replay at={at} />
        </Suspense>
      </div>
      <div className="border-t bg-surface">
        <div className="flex items-center gap-2 border-b px-4 py-2 text-xs text-ink-soft">
          <span className="font-medium text-ink">{t("Result")}</span>
          <span className="numeric">
            {at >= ROWS_AT ? Math.min(ROWS.length, Math.ceil((at - ROWS_AT) / EACH_MS)) : 0}
          </span>
          <span className="ml-auto inline-flex items-center gap-1">
            <FileDown className="size-3.5" />
            CSV · Excel · JSON
          </span>
        </div>
        <table className="w-full text-xs">
          <thead className="sr-only">
            <tr>
              <th>{t("Name")}</th>
              <th>{t("Price")}</th>
              <th>{t("In stock")}</th>
            </tr>
          </thead>
          <tbody>
            {ROWS.slice(0, 5).map((row, index) => (
              <tr
                key={row.title}
                className={cn(
                  "border-b border-line/60 transition-opacity duration-300 last:border-0",
                  at < ROWS_AT + index * EACH_MS && "opacity-0",
                )}
              >
                <td className="px-4 py-1.5 font-medium">{row.title}</td>
                <td className="px-4 py-1.5 text-right numeric">
                  {row.price.toLocaleString(language(), { style: "currency", currency: "EUR" })}
                </td>
                <td className="hidden px-4 py-1.5 text-right text-ink-soft numeric sm:table-cell">
                  {row.quantity}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <figcaption className="sr-only">
        {t("A flow reads a shop's department, keeps what is below the limit and makes a table of it.")}
      </figcaption>
    </figure>
  );
}

import type { ImportReport } from "@/api/flows";
import { t } from "@/lib/i18n";

/** How many remarks of a report are told. */
const TOLD = 3;

/** Says what of an import is different from how it was, and what it still needs; empty when it is all there. */
export function remarks(report: ImportReport): string {
  const told = [
    ...(report.credentials ?? []).map(({ name, type }) =>
      t("It needs the credential {name} ({type}).", { name, type }),
    ),
    ...(report.notes ?? []).map((note) => note.message),
  ];
  return told.slice(0, TOLD).join(" ");
}

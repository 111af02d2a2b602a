import type { ImportReport } from "@/api/flows";
import { t, tn } from "@/lib/i18n";

/** How many remarks of a report are told. */
const TOLD = 3;

/** Says how much an import has taken. */
export function imported(report: ImportReport, nodes: number): string {
  return report.imported < report.steps
    ? t("Imported {n} of {all} steps", { n: report.imported, all: report.steps })
    : tn(nodes, "Imported {n} node", "Imported {n} nodes");
}

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

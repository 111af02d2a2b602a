import { Braces, Code, Copy, Download, Files, Rows3, Text } from "lucide-react";
import { type ReactNode, useMemo, useState } from "react";

import { Artifacts, artifactsIn } from "@/components/data/artifacts";
import { DataTable } from "@/components/data/data-table";
import { JsonTree } from "@/components/data/json-tree";
import { Segments } from "@/components/ui/choice";
import { IconButton } from "@/components/ui/icon-button";
import { toast } from "@/components/ui/toast";
import { saveText } from "@/lib/download";
import { t, tn } from "@/lib/i18n";
import { rowsOf, toCsv } from "@/lib/tabular";

type View = "table" | "json" | "text" | "html" | "files";

export interface DataViewProps {
  value: unknown;
  /** What a downloaded file is called, without its ending. */
  name: string;
  expression?: string;
  /** Stands at the left of the views. */
  title?: ReactNode;
}

/** A value in the way that suits it best, and in all others that are possible. */
export default function DataViews({ value, name, expression, title }: DataViewProps) {
  const rows = useMemo(() => rowsOf(value), [value]);
  const files = useMemo(() => artifactsIn(value), [value]);
  const html = useMemo(() => htmlOf(value), [value]);
  const views: { value: View; label: ReactNode; title: string }[] = [
    ...(rows
      ? [
          {
            value: "table" as const,
            label: (
              <>
                <Rows3 />
                {t("Table")}
              </>
            ),
            title: t("Table"),
          },
        ]
      : []),
    ...(files.length
      ? [
          {
            value: "files" as const,
            label: (
              <>
                <Files />
                {t("Files")}
              </>
            ),
            title: t("Files"),
          },
        ]
      : []),
    ...(html
      ? [
          {
            value: "html" as const,
            label: (
              <>
                <Code />
                HTML
              </>
            ),
            title: "HTML",
          },
        ]
      : []),
    ...(typeof value === "string"
      ? [
          {
            value: "text" as const,
            label: (
              <>
                <Text />
                {t("Text")}
              </>
            ),
            title: t("Text"),
          },
        ]
      : []),
    {
      value: "json",
      label: (
        <>
          <Braces />
          JSON
        </>
      ),
      title: "JSON",
    },
  ];
  const [chosen, choose] = useState<View | null>(null);
  const view = views.find((each) => each.value === chosen)?.value ?? views[0]?.value ?? "json";
  const copy = async () => {
    await navigator.clipboard.writeText(typeof value === "string" ? value : JSON.stringify(value, null, 2));
    toast.ok(t("Copied"));
  };
  const download = () => {
    if (view === "table" && rows) saveText(`${name}.csv`, toCsv(rows), "text/csv");
    else saveText(`${name}.json`, JSON.stringify(value, null, 2));
  };
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <div className="flex min-h-10 items-center gap-2 border-b px-3 py-1">
        <div className="min-w-0 flex-1 truncate text-xs text-ink-faint">
          {title ?? (rows && tn(rows.length, "{n} row", "{n} rows"))}
        </div>
        {views.length > 1 && <Segments value={view} onChange={choose} options={views} label={t("View")} />}
        <IconButton label={t("Copy")} size="icon-sm" onClick={() => void copy()}>
          <Copy />
        </IconButton>
        <IconButton label={t("Download")} size="icon-sm" onClick={download}>
          <Download />
        </IconButton>
      </div>
      {view === "table" && rows && <DataTable rows={rows} />}
      {view === "json" && <JsonTree value={value} expression={expression} />}
      {view === "text" && (
        <pre className="min-h-0 flex-1 overflow-auto p-3 text-xs whitespace-pre-wrap">{String(value)}</pre>
      )}
      {view === "html" && html && (
        // Without any permission it can neither run scripts nor reach this page.
        <iframe sandbox="" srcDoc={html} title={t("Preview")} className="min-h-0 flex-1 bg-white" />
      )}
      {view === "files" && (
        <div className="min-h-0 flex-1 overflow-auto p-3">
          <Artifacts artifacts={files} />
        </div>
      )}
    </div>
  );
}

function htmlOf(value: unknown): string | null {
  const text = typeof value === "object" && value !== null && "html" in value ? value.html : value;
  return typeof text === "string" && /^\s*<(!doctype|html|[a-z][a-z0-9]*[\s>])/i.test(text) ? text : null;
}

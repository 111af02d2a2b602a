import {
  Braces,
  Code,
  Copy,
  Download,
  Files,
  Image,
  ListTree,
  type LucideIcon,
  Rows3,
  Text,
} from "lucide-react";
import { type ReactNode, useMemo, useState } from "react";

import { artifactUrl } from "@/api/runs";
import { ApiImage } from "@/components/api-image";
import { artifactsIn, isImage } from "@/components/data/artifact-kinds";
import { Artifacts } from "@/components/data/artifacts";
import { DataTable } from "@/components/data/data-table";
import { JsonTree } from "@/components/data/json-tree";
import { SchemaTree } from "@/components/data/schema-tree";
import { Segments } from "@/components/ui/choice";
import { IconButton } from "@/components/ui/icon-button";
import { toast } from "@/components/ui/toast";
import { inferSchema } from "@/lib/infer-schema";
import { saveText } from "@/lib/download";
import { msg, t, tn } from "@/lib/i18n";
import { rowsOf, toCsv } from "@/lib/tabular";

type View = "table" | "image" | "files" | "html" | "text" | "json" | "schema";

/** In the order in which one is chosen. */
const LOOKS: Record<View, [icon: LucideIcon, label: string]> = {
  table: [Rows3, msg("Table")],
  image: [Image, msg("Image")],
  files: [Files, msg("Files")],
  html: [Code, msg("HTML")],
  text: [Text, msg("Text")],
  json: [Braces, msg("JSON")],
  schema: [ListTree, msg("Schema")],
};

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
  const picture = files.find(isImage);
  const possible: Record<View, boolean> = {
    table: rows !== null,
    image: picture !== undefined,
    files: files.length > 0,
    html: html !== null,
    text: typeof value === "string",
    json: true,
    schema: typeof value === "object" && value !== null,
  };
  const views = (Object.keys(LOOKS) as View[])
    .filter((each) => possible[each])
    .map((each) => {
      const [Icon, label] = LOOKS[each];
      const shown = (
        <>
          <Icon />
          <span className={each === "json" || each === "table" ? "" : "hidden @2xl:inline"}>{t(label)}</span>
        </>
      );
      return { value: each, label: shown, title: t(label) };
    });
  const [chosen, choose] = useState<View | null>(null);
  const view = views.find((each) => each.value === chosen)?.value ?? views[0]?.value ?? "json";
  const copy = async () => {
    const shown = view === "schema" ? inferSchema(value) : value;
    await navigator.clipboard.writeText(typeof shown === "string" ? shown : JSON.stringify(shown, null, 2));
    toast.ok(t("Copied"));
  };
  const download = () => {
    if (view === "table" && rows) saveText(`${name}.csv`, toCsv(rows), "text/csv");
    else if (view === "schema") saveText(`${name}.schema.json`, JSON.stringify(inferSchema(value), null, 2));
    else saveText(`${name}.json`, JSON.stringify(value, null, 2));
  };
  return (
    <div className="@container flex min-h-0 flex-1 flex-col">
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
      {view === "schema" && <SchemaTree value={value} />}
      {view === "image" && picture && (
        <div className="min-h-0 flex-1 overflow-auto bg-sunken p-3">
          <ApiImage
            path={artifactUrl(picture.artifact)}
            digest={picture.sha256}
            alt={picture.name}
            className="mx-auto rounded border"
            fallback={<div className="h-48 skeleton" />}
          />
        </div>
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

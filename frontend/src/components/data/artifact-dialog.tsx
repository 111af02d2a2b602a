import { useQuery } from "@tanstack/react-query";
import { ChevronLeft, ChevronRight, Download } from "lucide-react";
import { type KeyboardEvent, useEffect, useMemo } from "react";

import { readFile, saveFile } from "@/api/files";
import { artifactUrl } from "@/api/runs";
import type { Artifact } from "@/api/types";
import { type ArtifactView, viewOf } from "@/components/data/artifact-kinds";
import { JsonTree } from "@/components/data/json-tree";
import { ProblemView } from "@/components/problem";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { IconButton } from "@/components/ui/icon-button";
import { bytes } from "@/lib/format";
import { t } from "@/lib/i18n";

interface Props {
  artifacts: readonly Artifact[];
  at: number;
  go: (index: number) => void;
  close: () => void;
}

/** One file to look at; the arrow keys lead to the next one that can be looked at. */
export default function ArtifactDialog({ artifacts, at, go, close }: Props) {
  const artifact = artifacts[at];
  const view = artifact && viewOf(artifact);
  const next = (by: 1 | -1) => {
    for (let index = at + by; ; index += by) {
      const other = artifacts[index];
      if (other === undefined) return null;
      if (viewOf(other) !== null) return index;
    }
  };
  const [before, after] = [next(-1), next(1)];
  const onKeyDown = (event: KeyboardEvent) => {
    const to = event.key === "ArrowLeft" ? before : event.key === "ArrowRight" ? after : null;
    if (to !== null) go(to);
  };
  if (!artifact || !view) return null;
  return (
    <Dialog
      open
      onOpenChange={(open) => open || close()}
      title={artifact.name}
      description={`${artifact.content_type}, ${bytes(artifact.bytes)}`}
      wide
      footer={
        <>
          <IconButton
            label={t("The one before")}
            disabled={before === null}
            onClick={() => before !== null && go(before)}
          >
            <ChevronLeft />
          </IconButton>
          <IconButton
            label={t("The next one")}
            className="mr-auto"
            disabled={after === null}
            onClick={() => after !== null && go(after)}
          >
            <ChevronRight />
          </IconButton>
          <Button onClick={() => void saveFile(artifactUrl(artifact.artifact), artifact.name)}>
            <Download />
            {t("Download")}
          </Button>
        </>
      }
    >
      <div onKeyDown={onKeyDown} className="flex min-h-72 flex-col">
        <Content key={artifact.artifact} artifact={artifact} view={view} />
      </div>
    </Dialog>
  );
}

function Content({ artifact, view }: { artifact: Artifact; view: ArtifactView }) {
  const path = artifactUrl(artifact.artifact);
  const query = useQuery({
    queryKey: ["artifacts", artifact.artifact],
    queryFn: async ({ signal }) => {
      const blob = await readFile(path, {}, signal);
      return view === "image" || view === "video" || view === "pdf" ? blob : await blob.text();
    },
    staleTime: Infinity,
    gcTime: 60_000,
  });
  if (query.isError) return <ProblemView error={query.error} retry={() => void query.refetch()} />;
  if (query.isPending) return <div className="flex-1 skeleton" aria-busy />;
  if (typeof query.data !== "string") return <Media blob={query.data} view={view} name={artifact.name} />;
  if (view === "html")
    // Without any permission it can neither run scripts nor reach this page.
    return (
      <iframe sandbox="" srcDoc={query.data} title={artifact.name} className="min-h-96 flex-1 bg-white" />
    );
  const parsed = view === "json" ? parse(query.data) : undefined;
  if (parsed !== undefined) return <JsonTree value={parsed} className="h-96" />;
  return (
    <pre tabIndex={0} className="max-h-[60dvh] overflow-auto text-xs whitespace-pre-wrap">
      {query.data}
    </pre>
  );
}

function Media({ blob, view, name }: { blob: Blob; view: ArtifactView; name: string }) {
  const url = useMemo(() => URL.createObjectURL(blob), [blob]);
  useEffect(() => () => URL.revokeObjectURL(url), [url]);
  if (view === "video") return <video src={url} controls className="mx-auto max-h-[60dvh] rounded border" />;
  if (view === "pdf") return <iframe src={url} title={name} className="min-h-[60dvh] flex-1" />;
  return <img src={url} alt={name} className="mx-auto rounded border" />;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

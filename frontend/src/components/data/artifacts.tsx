import { Download, Eye, File, FileImage, FileVideo, Route } from "lucide-react";
import { lazy, Suspense, useState } from "react";

import { saveFile } from "@/api/files";
import { artifactUrl } from "@/api/runs";
import type { Artifact } from "@/api/types";
import { ApiImage } from "@/components/api-image";
import { isTrace, traceUrl, viewOf } from "@/components/data/artifact-kinds";
import { toast } from "@/components/ui/toast";
import { bytes } from "@/lib/format";
import { t } from "@/lib/i18n";

const ArtifactDialog = lazy(() => import("@/components/data/artifact-dialog"));

/** Files as tiles: to look at where that is possible, to download all of them. */
export function Artifacts({ artifacts }: { artifacts: readonly Artifact[] }) {
  const [shown, setShown] = useState<number | null>(null);
  return (
    <>
      <ul className="grid grid-cols-[repeat(auto-fill,minmax(10.5rem,1fr))] gap-2.5">
        {artifacts.map((artifact, index) => (
          <li key={artifact.artifact} className="overflow-hidden rounded-lg border bg-surface shadow-lift">
            <Preview artifact={artifact} show={() => setShown(index)} />
            <button
              type="button"
              onClick={() =>
                void saveFile(artifactUrl(artifact.artifact), artifact.name).catch((error: unknown) =>
                  toast.error(error),
                )
              }
              className="flex w-full items-center gap-2 px-2.5 py-1.5 text-left text-xs -outline-offset-2 hover:bg-hover"
            >
              <span className="min-w-0 flex-1 truncate" title={artifact.name}>
                {artifact.name}
              </span>
              <span className="shrink-0 text-ink-faint numeric">{bytes(artifact.bytes)}</span>
              <Download className="size-3.5 shrink-0 text-ink-faint" aria-label={t("Download")} />
            </button>
          </li>
        ))}
      </ul>
      {shown !== null && (
        <Suspense>
          <ArtifactDialog artifacts={artifacts} at={shown} go={setShown} close={() => setShown(null)} />
        </Suspense>
      )}
    </>
  );
}

const TILE =
  "flex h-28 w-full items-center justify-center border-b bg-sunken text-ink-faint -outline-offset-2";

function Preview({ artifact, show }: { artifact: Artifact; show: () => void }) {
  if (isTrace(artifact)) {
    return (
      <a href={traceUrl(artifact)} target="_blank" rel="noreferrer" className={`${TILE} hover:text-accent`}>
        <span className="flex flex-col items-center gap-1.5 text-xs">
          <Route className="size-7" strokeWidth={1.25} />
          {t("Open in the trace viewer")}
        </span>
      </a>
    );
  }
  const view = viewOf(artifact);
  if (view === null) {
    return (
      <div className={TILE}>
        <File className="size-7" strokeWidth={1.25} />
      </div>
    );
  }
  const Icon = view === "image" ? FileImage : view === "video" ? FileVideo : Eye;
  const icon = <Icon className="size-7" strokeWidth={1.25} />;
  return (
    <button
      type="button"
      className={`${TILE} hover:text-accent`}
      onClick={show}
      aria-label={t("Show {name}", { name: artifact.name })}
    >
      {view === "image" ? (
        <ApiImage
          path={artifactUrl(artifact.artifact)}
          digest={artifact.sha256}
          alt=""
          className="size-full object-cover object-top"
          fallback={icon}
        />
      ) : (
        icon
      )}
    </button>
  );
}

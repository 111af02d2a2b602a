import { Download, File, FileImage } from "lucide-react";
import { useState } from "react";

import { artifactUrl } from "@/api/runs";
import type { Artifact } from "@/api/types";
import { Dialog } from "@/components/ui/dialog";
import { bytes } from "@/lib/format";
import { t } from "@/lib/i18n";

/** Returns all files that a value holds, wherever they are in it, each once. */
export function artifactsIn(value: unknown): Artifact[] {
  const found = new Map<string, Artifact>();
  const visit = (each: unknown) => {
    if (typeof each !== "object" || each === null) return;
    if (isArtifact(each)) found.set(each.artifact, each);
    else Object.values(each).forEach(visit);
  };
  visit(value);
  return [...found.values()];
}

function isArtifact(value: object): value is Artifact {
  return (
    "artifact" in value && typeof value.artifact === "string" && "content_type" in value && "sha256" in value
  );
}

export function isImage(artifact: Artifact): boolean {
  return artifact.content_type.startsWith("image/");
}

/** Files as tiles: pictures to look at, all else to download. */
export function Artifacts({ artifacts }: { artifacts: readonly Artifact[] }) {
  const [shown, setShown] = useState<Artifact | null>(null);
  return (
    <>
      <ul className="grid grid-cols-[repeat(auto-fill,minmax(10.5rem,1fr))] gap-2.5">
        {artifacts.map((artifact) => (
          <li key={artifact.artifact} className="overflow-hidden rounded-lg border bg-surface shadow-lift">
            {isImage(artifact) ? (
              <button
                type="button"
                className="block w-full -outline-offset-2"
                onClick={() => setShown(artifact)}
                aria-label={t("Show {name}", { name: artifact.name })}
              >
                <img
                  src={artifactUrl(artifact.artifact)}
                  alt=""
                  loading="lazy"
                  className="h-28 w-full border-b bg-sunken object-cover object-top"
                />
              </button>
            ) : (
              <div className="flex h-28 items-center justify-center border-b bg-sunken text-ink-faint">
                <File className="size-7" strokeWidth={1.25} />
              </div>
            )}
            <a
              href={artifactUrl(artifact.artifact)}
              download={artifact.name}
              className="flex items-center gap-2 px-2.5 py-1.5 text-xs -outline-offset-2 hover:bg-hover"
            >
              {isImage(artifact) && <FileImage className="size-3.5 text-ink-faint" />}
              <span className="min-w-0 flex-1 truncate" title={artifact.name}>
                {artifact.name}
              </span>
              <span className="shrink-0 text-ink-faint numeric">{bytes(artifact.bytes)}</span>
              <Download className="size-3.5 shrink-0 text-ink-faint" aria-label={t("Download")} />
            </a>
          </li>
        ))}
      </ul>
      <Dialog
        open={shown !== null}
        onOpenChange={(open) => open || setShown(null)}
        title={shown?.name ?? ""}
        wide
      >
        {shown && (
          <img src={artifactUrl(shown.artifact)} alt={shown.name} className="mx-auto rounded border" />
        )}
      </Dialog>
    </>
  );
}

/** What can be done with the files of a run. */
import { artifactUrl } from "@/api/runs";
import type { Artifact } from "@/api/types";

export type ArtifactView = "image" | "video" | "text" | "json" | "html" | "pdf";

/** A text longer than this would hold the page up. */
const LONGEST_TEXT = 4_000_000;

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
  return viewOf(artifact) === "image";
}

/** Returns how a file can be looked at, null for those that can only be saved. */
export function viewOf({ content_type: type, name, bytes }: Artifact): ArtifactView | null {
  if (type.startsWith("image/")) return "image";
  if (type.startsWith("video/")) return "video";
  if (type.startsWith("application/pdf")) return "pdf";
  if (bytes > LONGEST_TEXT) return null;
  if (type.includes("json") || /\.(json|har)$/.test(name)) return "json";
  if (type.startsWith("text/html")) return "html";
  return type.startsWith("text/") || type.includes("xml") ? "text" : null;
}

/** Tells whether it is a recording for Playwright's trace viewer. */
export function isTrace({ name, content_type: type }: Artifact): boolean {
  return type === "application/zip" && name.endsWith("trace.zip");
}

export function traceUrl({ artifact }: Artifact): string {
  return `/trace/?trace=${encodeURIComponent(artifactUrl(artifact))}`;
}

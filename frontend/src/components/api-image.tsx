import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useCallback, useState } from "react";

import { readFile } from "@/api/files";
import { keys } from "@/api/keys";

interface Props {
  /** Below the host: `/api/v1/…`. */
  path: string;
  /** Changes with the picture. */
  digest: string;
  alt: string;
  className?: string;
  /** Stands there until the picture is here, and where there is none. */
  fallback: ReactNode;
}

/** How far below what is in view pictures are fetched already. */
const AHEAD = "300px";

/** A picture that the API gives to those who may see it; one that is far down the page comes when it is scrolled to. */
export function ApiImage({ path, digest, alt, className, fallback }: Props) {
  const [near, setNear] = useState(false);
  const watch = useCallback((mark: HTMLElement | null) => {
    if (!mark) return;
    const watcher = new IntersectionObserver(
      (entries) => {
        if (entries.some((entry) => entry.isIntersecting)) setNear(true);
      },
      { rootMargin: AHEAD },
    );
    watcher.observe(mark);
    return () => watcher.disconnect();
  }, []);
  const url = useQuery({
    enabled: near,
    queryKey: keys.picture(path, digest),
    // The picture stays for the visit, under one address for all who show it.
    queryFn: async ({ signal }) => URL.createObjectURL(await readFile(path, {}, signal)),
    staleTime: Infinity,
    gcTime: Infinity,
  }).data;
  if (url) return <img src={url} alt={alt} className={className} />;
  return (
    <>
      {!near && <span ref={watch} aria-hidden data-far className="absolute" />}
      {fallback}
    </>
  );
}

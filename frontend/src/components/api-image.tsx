import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";

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

/** A picture that the API gives to those who may see it. */
export function ApiImage({ path, digest, alt, className, fallback }: Props) {
  const url = useQuery({
    queryKey: keys.picture(path, digest),
    // The picture stays for the visit, under one address for all who show it.
    queryFn: async ({ signal }) => URL.createObjectURL(await readFile(path, {}, signal)),
    staleTime: Infinity,
    gcTime: Infinity,
  }).data;
  return url ? <img src={url} alt={alt} className={className} /> : fallback;
}

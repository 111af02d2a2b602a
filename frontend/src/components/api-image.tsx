import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useEffect, useMemo } from "react";

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
  const query = useQuery({
    queryKey: keys.picture(path, digest),
    queryFn: ({ signal }) => readFile(path, {}, signal),
    staleTime: Infinity,
  });
  const url = useMemo(() => (query.data ? URL.createObjectURL(query.data) : null), [query.data]);
  useEffect(() => () => (url ? URL.revokeObjectURL(url) : undefined), [url]);
  return url ? <img src={url} alt={alt} className={className} /> : fallback;
}

import type { ReactNode } from "react";

import { ListSkeleton } from "@/components/list-skeleton";
import { ProblemView } from "@/components/problem";

interface Query<T> {
  data: T | undefined;
  error: unknown;
  refetch: () => unknown;
}

interface Props<T> {
  query: Query<T>;
  skeleton?: ReactNode;
  children: (data: T) => ReactNode;
}

/** What was read, or what stands in its place until it is here, or why it is not. */
export function Loaded<T>({ query, skeleton = <ListSkeleton />, children }: Props<T>) {
  if (query.data !== undefined) return children(query.data);
  if (query.error) return <ProblemView error={query.error} retry={() => void query.refetch()} />;
  return skeleton;
}

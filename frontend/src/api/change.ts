import { type QueryKey, useMutation, useQueryClient } from "@tanstack/react-query";

interface Options {
  /** Whoever calls shows the error itself. */
  quiet?: boolean;
}

/** Returns a mutation after which everything below `touched` is read anew. */
export function useChange<Given, Result>(
  change: (given: Given) => Promise<Result>,
  touched: readonly QueryKey[],
  { quiet = false }: Options = {},
) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSettled: () => Promise.all(touched.map((queryKey) => cache.invalidateQueries({ queryKey }))),
    meta: { quiet },
  });
}

import { MutationCache, QueryClient } from "@tanstack/react-query";

import { ApiError } from "@/api/errors";
import { toast } from "@/components/ui/toast";

const RETRIES = 2;

/** The cache of everything read from the host. What it refuses is told at once, what it could not answer is asked again. */
function createQueries(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 5_000,
        retry: (count, error) =>
          count < RETRIES && !(error instanceof ApiError && error.status >= 400 && error.status < 500),
      },
    },
    // Mutations that deal with their errors themselves say so with `meta.quiet`.
    mutationCache: new MutationCache({
      onError: (error, _variables, _context, mutation) => {
        if (!mutation.meta?.quiet) toast.error(error);
      },
    }),
  });
}

/** The app's one cache. */
export const queries = createQueries();

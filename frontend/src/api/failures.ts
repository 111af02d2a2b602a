import type { Middleware } from "openapi-fetch";

import { ApiError, errorOf, unreachable } from "@/api/errors";

/** Makes every answer but a good one an ApiError that is thrown. */
export const failures: Middleware = {
  async onResponse({ response }) {
    if (!response.ok) throw await errorOf(response);
  },
  onError({ error }) {
    if (error instanceof ApiError || (error instanceof DOMException && error.name === "AbortError"))
      return undefined;
    return unreachable();
  },
};

import type { components } from "@/api/schema.gen";
import { t } from "@/lib/i18n";

export type Problem = components["schemas"]["Problem"];

/** What the API answered instead of a result; `message` is for people, `code` is stable. */
export class ApiError extends Error {
  override readonly name = "ApiError";
  readonly status: number;
  readonly code: string;
  readonly hint: string | null;
  readonly field: string | null;
  readonly details: Record<string, unknown>;
  readonly correlationId: string | null;

  constructor(problem: Pick<Problem, "status" | "code" | "detail"> & Partial<Problem>) {
    super(problem.detail);
    this.status = problem.status;
    this.code = problem.code;
    this.hint = problem.hint ?? null;
    this.field = problem.field ?? null;
    this.details = problem.details ?? {};
    this.correlationId = problem.correlation_id ?? null;
  }
}

/** Returns the error that a failed answer means; one that is not of the API (a proxy's page) is told by its status. */
export async function errorOf(response: Response): Promise<ApiError> {
  if (response.headers.get("content-type")?.startsWith("application/problem+json")) {
    return new ApiError((await response.json()) as Problem);
  }
  return new ApiError({
    status: response.status,
    code: "answer.unexpected",
    detail: t("The host answered with status {status}.", { status: response.status }),
    hint: t("Try again; if it stays, look into the host's log."),
  });
}

/** Returns the error for a request that no host answered. */
export function unreachable(): ApiError {
  return new ApiError({
    status: 0,
    code: "host.unreachable",
    detail: t("The host cannot be reached."),
    hint: t("Is it running, and are you online? Your changes are kept here meanwhile."),
  });
}

/** Returns anything thrown as an ApiError, to be shown. */
export function asApiError(thrown: unknown): ApiError {
  if (thrown instanceof ApiError) return thrown;
  const detail = thrown instanceof Error ? thrown.message : String(thrown);
  return new ApiError({ status: 0, code: "app.failed", detail });
}

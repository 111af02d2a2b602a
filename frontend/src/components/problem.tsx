import { CircleAlert, Lock } from "lucide-react";

import { asApiError } from "@/api/errors";
import { Said } from "@/components/said";
import { Button } from "@/components/ui/button";
import { t } from "@/lib/i18n";

interface Props {
  error: unknown;
  retry?: () => void;
  /** Whether it is all there is on the page. */
  page?: boolean;
}

/** What went wrong in place of what should stand here, and what to do about it. */
export function ProblemView({ error, retry, page = false }: Props) {
  const problem = asApiError(error);
  // What one may not see is no failure, and trying again changes nothing.
  const forbidden = problem.status === 403;
  const Title = page ? "h1" : "h2";
  const said = (
    <div role="alert" className="flex flex-1 flex-col items-center justify-center px-6 py-16 text-center">
      {forbidden ? (
        <Lock className="mb-3 size-6 text-ink-faint" />
      ) : (
        <CircleAlert className="mb-3 size-6 text-bad" />
      )}
      <Title className="text-base font-semibold">
        <Said text={problem.message} />
      </Title>
      {problem.hint && (
        <p className="mt-1 max-w-md text-sm text-ink-soft">
          <Said text={problem.hint} />
        </p>
      )}
      {problem.correlationId && !forbidden && (
        <p className="mt-2 font-mono text-xs text-ink-faint">
          {t("Request {id}", { id: problem.correlationId })}
        </p>
      )}
      {retry && !forbidden && (
        <Button className="mt-4" onClick={retry}>
          {t("Try again")}
        </Button>
      )}
    </div>
  );
  return page ? <main className="flex min-w-0 flex-1">{said}</main> : said;
}

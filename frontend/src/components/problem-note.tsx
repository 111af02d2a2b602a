import { CircleAlert } from "lucide-react";

import { Said } from "@/components/said";
import { asApiError } from "@/api/errors";

/** What was refused and what to do about it, inside of a form. */
export function ProblemNote({ error }: { error: unknown }) {
  if (!error) return null;
  const problem = asApiError(error);
  return (
    <div role="alert" className="flex gap-2 rounded-md bg-bad-soft px-3 py-2 text-sm text-bad">
      <CircleAlert className="mt-0.5 size-4 shrink-0" />
      <div className="min-w-0 break-words">
        <p className="font-medium">
          <Said text={problem.message} />
        </p>
        {problem.hint && (
          <p>
            <Said text={problem.hint} />
          </p>
        )}
      </div>
    </div>
  );
}

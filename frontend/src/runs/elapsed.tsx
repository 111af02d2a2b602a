import { isFinal } from "@/components/status";
import type { Run } from "@/api/types";
import { useNow } from "@/hooks/use-now";
import { duration } from "@/lib/format";

/** How long a run took, or has been running. */
export function Elapsed({ run }: { run: Run }) {
  const going = !isFinal(run.status) && run.started_at !== null;
  const now = useNow(going);
  if (run.started_at === null) return <>–</>;
  return <>{duration(Math.max(0, (run.finished_at ?? now) - run.started_at))}</>;
}

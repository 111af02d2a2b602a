import { lazy, Suspense, useState } from "react";

import { identity, useSession } from "@/api/session";

const SessionEndedDialog = lazy(() => import("@/app/session-ended-dialog"));

/** Asks for the password in place when the session ends: what is open and not saved yet stays. */
export function SessionEnded() {
  const session = useSession((state) => state.session);
  const [last, setLast] = useState(session);
  if (session && session.kind !== "none" && identity(session) !== identity(last)) setLast(session);
  if (session?.kind !== "none" || !session.ended) return null;
  return (
    <Suspense>
      <SessionEndedDialog last={last} />
    </Suspense>
  );
}

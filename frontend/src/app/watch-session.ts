import { live } from "@/api/realtime";
import { identity, type Session, useSession } from "@/api/session";
import { queries } from "@/app/queries";

interface Seen {
  session: Session | null;
  workspace: string | null;
}

/** Names who looks at which workspace; null while nobody does. */
export function placeOf({ session, workspace }: Seen): string | null {
  return session === null || session.kind === "none" ? null : `${identity(session)}/${workspace ?? ""}`;
}

const hasEnded = ({ session }: Seen) => session?.kind === "none" && session.ended;

/** Forgets what was read for somebody as soon as somebody else looks, or at another workspace. */
export function watchSession(whenNobody: () => void): void {
  let last = placeOf(useSession.getState());
  useSession.subscribe((now, before) => {
    // What is open stays until its owner has signed in again: nothing that is not saved yet is lost.
    if (hasEnded(now)) return;
    const place = placeOf(now);
    if (place === last) {
      if (hasEnded(before)) live.reconnectNow();
      return;
    }
    if (last !== null) {
      live.startOver();
      queries.clear();
    }
    last = place;
    if (place === null && before.session !== null) whenNobody();
  });
}

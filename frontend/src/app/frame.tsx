import { Outlet, useMatches } from "@tanstack/react-router";
import { useState } from "react";

import { useSession } from "@/api/session";
import { isOpen } from "@/app/enter";
import { Shell } from "@/app/shell";
import { placeOf } from "@/app/watch-session";
import { Confirmations } from "@/components/ui/confirm";
import { Toasts } from "@/components/ui/toast";

/** What every page stands in: the app around those of who is known, nothing around the others. */
export function Frame(): React.ReactElement {
  const open: boolean | null = useMatches({
    select: (matches) => (matches.length === 1 ? null : isOpen(matches)),
  });
  const place = useSession(placeOf);
  // Another workspace is another app; a session that has ended keeps what is open.
  const [shown, setShown] = useState(place);
  if (place !== null && place !== shown) setShown(place);
  const bare = open ?? place === null;
  return (
    <>
      {bare ? <Outlet /> : <Shell key={shown} />}
      <Confirmations />
      <Toasts />
    </>
  );
}

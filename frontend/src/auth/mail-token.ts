import { useState } from "react";

/** Returns the token of a mail's link. It leaves the address bar at once, so that no history or screen keeps it. */
export function useMailToken(): string {
  const [token] = useState(() => {
    const said = location.hash.slice(1);
    if (said) history.replaceState(history.state, "", location.pathname + location.search);
    return new URLSearchParams(said).get("token") ?? said;
  });
  return token;
}

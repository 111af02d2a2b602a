import { useEffect, useState } from "react";

import { LENGTH } from "@/landing/recording";

/** Returns the milliseconds into the replay, which begins again; its end where less motion is wanted. */
export function useReplay(): number {
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const [at, setAt] = useState(still ? LENGTH : 0);
  useEffect(() => {
    if (still) return;
    const begun = performance.now();
    const timer = setInterval(() => setAt((performance.now() - begun) % LENGTH), 100);
    return () => clearInterval(timer);
  }, [still]);
  return at;
}

import { useSyncExternalStore } from "react";

/** Tells whether a media query holds, and goes with it. */
export function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (changed) => {
      const media = matchMedia(query);
      media.addEventListener("change", changed);
      return () => media.removeEventListener("change", changed);
    },
    () => matchMedia(query).matches,
  );
}

export const usePhone = () => useMedia("(max-width: 767px)");

/** Returns how long an animation lasts, which is not at all for those who want less motion. */
export function motionMs(wanted: number): number {
  return matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : wanted;
}

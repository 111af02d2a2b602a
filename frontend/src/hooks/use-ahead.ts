import { useEffect } from "react";

/** A page is there and read by then; what it asked the host for has come. */
const REST_MS = 1_500;

/** Fetches a part of the app that is likely to be asked for, once the page is at rest. */
export function useAhead(load: () => Promise<unknown>): void {
  useEffect(() => {
    const timer = setTimeout(() => void load(), REST_MS);
    return () => clearTimeout(timer);
  }, [load]);
}

import { create } from "zustand";

import { identity, useSession } from "@/api/session";

const place = () => `tour.${identity(useSession.getState().session)}`;

/** Which stop of the tour is shown; null while there is none. */
export const useTour = create<{ stop: number | null }>(() => ({ stop: null }));

/** Begins the tour for who has not seen it yet. */
export function beginTour(): void {
  if (localStorage.getItem(place()) === null) useTour.setState({ stop: 0 });
}

/** Ends it; this account does not see it again in this browser. */
export function endTour(): void {
  localStorage.setItem(place(), "seen");
  useTour.setState({ stop: null });
}

import { identity, useSession } from "@/api/session";
import { STOPS, useTour } from "@/lib/tour";

const place = () => `tour.${identity(useSession.getState().session)}`;

/** Begins the tour for who has not seen it yet. */
export function beginTour(): void {
  if (localStorage.getItem(place()) === null) useTour.setState({ stop: STOPS.flow });
}

/** Ends it; this account does not see it again in this browser. */
export function endTour(): void {
  localStorage.setItem(place(), "seen");
  useTour.setState({ stop: null });
}

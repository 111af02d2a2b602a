import { create } from "zustand";

/** The stops: what a flow is, running it, letting it run by itself. */
export const STOPS = { flow: 0, run: 1, publish: 2 } as const;

/** Which stop of the tour of somebody's first flow is shown; null while there is none. */
export const useTour = create<{ stop: number | null }>(() => ({ stop: null }));

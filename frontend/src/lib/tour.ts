import { create } from "zustand";

/** Which stop of the tour of somebody's first flow is shown; null while there is none. */
export const useTour = create<{ stop: number | null }>(() => ({ stop: null }));

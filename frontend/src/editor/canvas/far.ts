import { useStore } from "@xyflow/react";

/** Below this zoom texts cannot be read any more; nodes are plain there, which makes large flows fast to move. */
export const FAR_ZOOM = 0.4;

/** Tells whether the canvas is seen from far away. */
export const useFar = () => useStore(({ transform }) => transform[2] < FAR_ZOOM);

import { useStore } from "zustand";

import { live } from "@/api/realtime";

/** How the connection for live events is. */
export function useConnection() {
  return useStore(live.connection);
}

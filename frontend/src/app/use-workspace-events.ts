import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";

import { keys } from "@/api/keys";
import { live } from "@/api/realtime";

/** Milliseconds that lists wait for more events before they are read anew: a burst of runs is one request. */
const REST_MS = 400;

/** Keeps lists of runs, webhooks, approvals and notifications as they are on the host. */
export function useWorkspaceEvents(): void {
  const cache = useQueryClient();
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const refresh = () => {
      timer ??= setTimeout(() => {
        timer = undefined;
        void cache.invalidateQueries({ queryKey: [...keys.runs, "list"] });
        void cache.invalidateQueries({ queryKey: keys.approvals });
        void cache.invalidateQueries({ queryKey: keys.allWebhooks });
        void cache.invalidateQueries({ queryKey: keys.notifications });
      }, REST_MS);
    };
    const unfollow = live.follow("workspace", {
      onEvents: refresh,
      onReset: () => void cache.invalidateQueries(),
    });
    return () => {
      clearTimeout(timer);
      unfollow();
    };
  }, [cache]);
}

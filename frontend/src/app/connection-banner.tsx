import { useQueryClient } from "@tanstack/react-query";
import { WifiOff } from "lucide-react";
import { useEffect, useRef, useState } from "react";

import { live } from "@/api/realtime";
import { Button } from "@/components/ui/button";
import { useConnection } from "@/hooks/use-connection";
import { t } from "@/lib/i18n";

/** A blink of the network is not worth a word. */
const PATIENCE_MS = 1_200;

/** Says that the host is out of reach, for as long as it is; then what is shown is read anew. */
export function ConnectionBanner() {
  const connection = useConnection();
  const cache = useQueryClient();
  const [shown, setShown] = useState(false);
  const wasLost = useRef(false);
  useEffect(() => {
    if (connection === "open" && wasLost.current) void cache.invalidateQueries();
    wasLost.current = connection === "lost";
    const timer = setTimeout(() => setShown(connection === "lost"), connection === "lost" ? PATIENCE_MS : 0);
    return () => clearTimeout(timer);
  }, [connection, cache]);
  if (!shown) return null;
  return (
    <div
      role="alert"
      className="flex items-center justify-center gap-3 border-b bg-wait-soft px-4 py-1.5 text-sm text-wait"
    >
      <WifiOff className="size-4 shrink-0" />
      <span>
        {t(
          "The host is out of reach. What you see may be old; your changes are kept and sent when it is back.",
        )}
      </span>
      <Button size="sm" onClick={() => live.reconnectNow()}>
        {t("Try now")}
      </Button>
    </div>
  );
}

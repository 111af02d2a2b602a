import { arrange } from "@/flow/arrange";
import type { Skeleton } from "@/flow/layout";

addEventListener("message", ({ data, ports }: MessageEvent<Skeleton>) => {
  ports[0]?.postMessage(arrange(data));
});

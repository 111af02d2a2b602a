/** Arranging in a thread of its own, so that the page goes on meanwhile. */
import type { FlowDocument } from "@/api/types";
import type { Catalogue } from "@/flow/document";
import { type Layout, skeletonOf } from "@/flow/layout";

let worker: Worker | null = null;

/** Returns where a document's nodes lie when they are arranged: all of them, or some where they are. */
export function layoutOf(
  document: FlowDocument,
  catalogue: Catalogue,
  only: ReadonlySet<string> | null = null,
): Promise<Layout> {
  worker ??= new Worker(new URL("./layout.worker.ts", import.meta.url), { type: "module" });
  const thread = worker;
  return new Promise((resolve, reject) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }: MessageEvent<Layout>) => {
      port1.close();
      resolve(data);
    };
    thread.onerror = ({ message }) => reject(new Error(message));
    thread.postMessage(skeletonOf(document, catalogue, only), [port2]);
  });
}

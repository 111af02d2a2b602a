import { onTestFinished, vi } from "vitest";

import { live } from "@/api/realtime";
import type { RunEvent } from "@/api/types";

interface Command {
  action: string;
  id: string;
}

/** A host that tells whoever subscribes of these events; returns what tells of more. */
export function tells(events: readonly RunEvent[]): (...more: RunEvent[]) => void {
  const told = [...events];
  const listening = new Set<(events: readonly RunEvent[]) => void>();
  class Socket {
    static readonly OPEN = 1;
    readonly readyState = Socket.OPEN;
    onopen: (() => void) | null = null;
    onmessage: ((message: { data: string }) => void) | null = null;

    constructor() {
      queueMicrotask(() => this.onopen?.());
    }
    send(text: string): void {
      const { action, id } = JSON.parse(text) as Command;
      if (action !== "subscribe") return;
      const say = (said: readonly RunEvent[]) =>
        this.onmessage?.({
          data: JSON.stringify({ type: "events", id, after: said.at(-1)?.seq, events: said }),
        });
      listening.add(say);
      queueMicrotask(() => say(told));
    }
    close(): void {
      listening.clear();
    }
  }
  vi.stubGlobal("WebSocket", Socket);
  live.startOver();
  onTestFinished(() => {
    live.startOver();
    vi.unstubAllGlobals();
  });
  return (...more) => {
    told.push(...more);
    for (const say of listening) say(more);
  };
}

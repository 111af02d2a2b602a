/** Live events over one WebSocket, resumed by sequence number: nothing is missed, nothing told twice. */
import { createStore } from "zustand/vanilla";

import type { RunEvent } from "@/api/types";
import { randomId } from "@/lib/random-id";

export type Connection = "connecting" | "open" | "lost";

export interface Follower {
  /** Number of the last event seen; without it a run is told from its first event, a feed from now on. */
  after?: number;
  onEvents: (events: RunEvent[]) => void;
  /** Some events are gone: what was read from lists has to be read anew. */
  onReset?: () => void;
  /** No more events will come. */
  onEnd?: () => void;
  onProblem?: (problem: { code: string; detail: string; hint?: string }) => void;
}

interface Frame {
  type: "subscribed" | "events" | "reset" | "beat" | "end" | "problem" | "pong";
  id?: string;
  after?: number;
  events?: RunEvent[];
  code?: string;
  detail?: string;
  hint?: string;
}

interface Subscription extends Follower {
  topic: string;
}

/** The host beats every 25 s; silence for longer than this means that the connection is dead. */
const SILENCE_MS = 40_000;
const FIRST_DELAY_MS = 500;
const MAX_DELAY_MS = 15_000;

/** One connection with any number of subscriptions; it opens with the first one and comes back by itself. */
export class Live {
  readonly connection = createStore<Connection>(() => "connecting");
  private readonly subscriptions = new Map<string, Subscription>();
  private socket: WebSocket | null = null;
  private failures = 0;
  private retry: ReturnType<typeof setTimeout> | undefined;
  private watchdog: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly url: () => string) {
    addEventListener("online", () => this.reconnectNow());
    addEventListener("offline", () => this.socket?.close());
  }

  /** Follows `run:<id>`, `flow:<id>` or `workspace`; returns what ends it. */
  follow(topic: string, follower: Follower): () => void {
    const id = randomId();
    this.subscriptions.set(id, { topic, ...follower });
    if (this.socket?.readyState === WebSocket.OPEN) this.subscribe(id);
    else this.connect();
    return () => {
      if (this.subscriptions.delete(id)) this.send({ action: "unsubscribe", id });
    };
  }

  /** Connects at once instead of waiting for the next attempt. */
  reconnectNow(): void {
    this.failures = 0;
    clearTimeout(this.retry);
    this.retry = undefined;
    this.connect();
  }

  private connect(): void {
    if (this.socket ?? this.retry) return;
    const socket = new WebSocket(this.url());
    this.socket = socket;
    socket.onopen = () => {
      this.failures = 0;
      this.connection.setState("open", true);
      this.watch();
      for (const id of this.subscriptions.keys()) this.subscribe(id);
    };
    socket.onmessage = (message: MessageEvent<string>) => {
      this.watch();
      this.take(JSON.parse(message.data) as Frame);
    };
    socket.onclose = () => {
      if (this.socket === socket) this.lost();
    };
  }

  private lost(): void {
    this.socket = null;
    clearTimeout(this.watchdog);
    if (this.subscriptions.size === 0) return;
    this.connection.setState("lost", true);
    const delay = Math.min(MAX_DELAY_MS, FIRST_DELAY_MS * 2 ** this.failures);
    this.failures += 1;
    // Spread, so that the clients of a host that was started anew do not all come at once.
    this.retry = setTimeout(
      () => {
        this.retry = undefined;
        this.connect();
      },
      delay * (0.5 + Math.random() / 2),
    );
  }

  private watch(): void {
    clearTimeout(this.watchdog);
    this.watchdog = setTimeout(() => this.socket?.close(), SILENCE_MS);
  }

  private subscribe(id: string): void {
    const found = this.subscriptions.get(id);
    if (found) this.send({ action: "subscribe", id, topic: found.topic, after: found.after });
  }

  private send(command: object): void {
    if (this.socket?.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify(command));
  }

  private take(frame: Frame): void {
    const found = frame.id === undefined ? undefined : this.subscriptions.get(frame.id);
    if (!found || frame.id === undefined) return;
    if (frame.type === "events") {
      const seen = found.after ?? 0;
      const fresh = (frame.events ?? []).filter((event) => event.seq > seen);
      found.after = frame.after;
      if (fresh.length) found.onEvents(fresh);
      return;
    }
    if (frame.after !== undefined) found.after = frame.after;
    if (frame.type === "reset") found.onReset?.();
    if (frame.type === "end" || frame.type === "problem") this.subscriptions.delete(frame.id);
    if (frame.type === "end") found.onEnd?.();
    if (frame.type === "problem") {
      found.onProblem?.({ code: frame.code ?? "", detail: frame.detail ?? "", hint: frame.hint });
    }
  }
}

/** The app's one connection to its host. */
export const live = new Live(() => `${location.origin.replace(/^http/, "ws")}/api/v1/live`);

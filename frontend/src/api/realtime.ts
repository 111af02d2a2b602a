/** Live events over one WebSocket, resumed by sequence number: nothing is missed, nothing told twice. */
import { createStore } from "zustand/vanilla";

import { accessToken, renew, useSession } from "@/api/session";
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

/** Says who connects, since browsers send no headers of their own with a WebSocket. */
export interface Introduction {
  /** What goes into the first frame; null for who needs none. */
  proof: () => Promise<{ token: string; workspace?: string } | null>;
  /** Asks for a proof that holds; false when there is none any more. */
  renew: () => Promise<boolean>;
}

interface Frame {
  type: "authenticated" | "subscribed" | "events" | "reset" | "beat" | "end" | "problem" | "pong";
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

/** After so long a silence the client asks whether the connection lives; hosts of the cloud say nothing by themselves. */
const ASK_MS = 20_000;
/** Silence for longer than this means that it is dead. */
const SILENCE_MS = 40_000;
const FIRST_DELAY_MS = 500;
const MAX_DELAY_MS = 15_000;
/** Close code with which the host sends away whom it does not know. */
const NOT_KNOWN = 1008;

/** One connection with any number of subscriptions; it opens with the first one and comes back by itself. */
export class Live {
  readonly connection = createStore<Connection>(() => "connecting");
  private readonly subscriptions = new Map<string, Subscription>();
  private socket: WebSocket | null = null;
  private failures = 0;
  private retry: ReturnType<typeof setTimeout> | undefined;
  private watchdog: ReturnType<typeof setTimeout> | undefined;

  private introduced = false;

  constructor(
    private readonly url: () => string,
    private readonly introduction?: Introduction,
  ) {
    addEventListener("online", () => this.reconnectNow());
    addEventListener("offline", () => this.socket?.close());
  }

  /** Follows `run:<id>`, `flow:<id>` or `workspace`; returns what ends it. */
  follow(topic: string, follower: Follower): () => void {
    const id = randomId();
    this.subscriptions.set(id, { topic, ...follower });
    if (this.introduced) this.subscribe(id);
    else this.connect();
    return () => {
      if (this.subscriptions.delete(id) && this.introduced) this.send({ action: "unsubscribe", id });
    };
  }

  /** Connects at once instead of waiting for the next attempt. */
  reconnectNow(): void {
    this.failures = 0;
    clearTimeout(this.retry);
    this.retry = undefined;
    this.connect();
  }

  /** Connects anew, as somebody else or to another workspace; who followed before is forgotten. */
  startOver(): void {
    this.subscriptions.clear();
    const before = this.socket;
    this.socket = null;
    this.introduced = false;
    clearTimeout(this.watchdog);
    before?.close();
  }

  private connect(): void {
    if (this.socket ?? this.retry) return;
    const socket = new WebSocket(this.url());
    this.socket = socket;
    socket.onopen = () => {
      this.watch();
      if (this.introduction) void this.introduce(socket, this.introduction);
      else this.begin();
    };
    socket.onmessage = (message: MessageEvent<string>) => {
      if (this.socket !== socket) return;
      this.watch();
      this.take(JSON.parse(message.data) as Frame);
    };
    socket.onclose = (event: CloseEvent | undefined) => {
      if (this.socket === socket) void this.lost(event?.code);
    };
  }

  private async introduce(socket: WebSocket, { proof }: Introduction): Promise<void> {
    const said = await proof().catch(() => null);
    if (this.socket !== socket) return;
    if (said) this.send({ action: "auth", ...said });
    else this.begin();
  }

  private begin(): void {
    this.introduced = true;
    this.failures = 0;
    this.connection.setState("open", true);
    for (const id of this.subscriptions.keys()) this.subscribe(id);
  }

  private async lost(code?: number): Promise<void> {
    this.socket = null;
    this.introduced = false;
    clearTimeout(this.watchdog);
    if (this.subscriptions.size === 0) return;
    if (code === NOT_KNOWN && this.introduction) {
      // Whose session has ended has nothing to connect for until they sign in again.
      const known = await this.introduction.renew().catch(() => true);
      if (!known) return;
    }
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
    this.watchdog = setTimeout(() => {
      this.send({ action: "ping" });
      this.watchdog = setTimeout(() => this.socket?.close(), SILENCE_MS - ASK_MS);
    }, ASK_MS);
  }

  private subscribe(id: string): void {
    const found = this.subscriptions.get(id);
    if (found) this.send({ action: "subscribe", id, topic: found.topic, after: found.after });
  }

  private send(command: object): void {
    if (this.socket?.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify(command));
  }

  private take(frame: Frame): void {
    if (frame.type === "authenticated") {
      this.begin();
      return;
    }
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

function address(): string {
  const { session, workspace } = useSession.getState();
  const query = session?.kind === "local" && workspace ? `?workspace=${encodeURIComponent(workspace)}` : "";
  return `${location.origin.replace(/^http/, "ws")}/api/v1/live${query}`;
}

async function proof(): Promise<{ token: string; workspace?: string } | null> {
  const token = await accessToken();
  const { workspace } = useSession.getState();
  return token === null ? null : { token, ...(workspace ? { workspace } : {}) };
}

/** The app's one connection to its host. */
export const live = new Live(address, { proof, renew });

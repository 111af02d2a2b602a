import { afterEach, beforeEach, expect, test, vi } from "vitest";

import { Live } from "@/api/realtime";
import type { RunEvent } from "@/api/types";

class FakeSocket {
  static readonly OPEN = 1;
  static made: FakeSocket[] = [];
  readyState = 0;
  sent: Record<string, unknown>[] = [];
  onopen: (() => void) | null = null;
  onmessage: ((message: { data: string }) => void) | null = null;
  onclose: (() => void) | null = null;

  constructor(readonly url: string) {
    FakeSocket.made.push(this);
  }
  open(): void {
    this.readyState = FakeSocket.OPEN;
    this.onopen?.();
  }
  send(text: string): void {
    this.sent.push(JSON.parse(text) as Record<string, unknown>);
  }
  close(): void {
    this.readyState = 3;
    this.onclose?.();
  }
  say(frame: object): void {
    this.onmessage?.({ data: JSON.stringify(frame) });
  }
}

const events = (...numbers: number[]) => numbers.map((seq) => ({ seq, at: 0, type: "log" }));
const latest = () => {
  const socket = FakeSocket.made.at(-1);
  if (!socket) throw new Error("no socket was opened");
  return socket;
};

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("WebSocket", FakeSocket);
  FakeSocket.made = [];
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function following(topic = "run:r", after?: number) {
  const seen: number[] = [];
  const live = new Live(() => "ws://host/live");
  const unfollow = live.follow(topic, {
    after,
    onEvents: (told: RunEvent[]) => seen.push(...told.map((event) => event.seq)),
  });
  const socket = latest();
  socket.open();
  return { live, seen, socket, unfollow, id: String(socket.sent[0]?.id) };
}

test("a subscription begins after the number that is known already", () => {
  const { socket } = following("run:r", 17);
  expect(socket.sent).toEqual([expect.objectContaining({ action: "subscribe", topic: "run:r", after: 17 })]);
});

test("after a lost connection it goes on where it was, and tells nothing twice", () => {
  const { live, seen, socket, id } = following();
  socket.say({ type: "events", id, events: events(1, 2), after: 2 });
  socket.close();
  expect(live.connection.getState()).toBe("lost");
  vi.advanceTimersByTime(1_000);
  latest().open();
  expect(latest().sent).toEqual([expect.objectContaining({ topic: "run:r", after: 2 })]);
  latest().say({ type: "events", id, events: events(2, 3), after: 3 });
  expect(seen).toEqual([1, 2, 3]);
  expect(live.connection.getState()).toBe("open");
});

test("a connection that is silent for longer than the host's beat is given up", () => {
  const { live } = following();
  vi.advanceTimersByTime(41_000);
  expect(live.connection.getState()).toBe("lost");
});

test("an ended run is not subscribed again, a left topic is unsubscribed", () => {
  const { socket, id } = following();
  socket.say({ type: "end", id, after: 9 });
  socket.close();
  vi.advanceTimersByTime(60_000);
  expect(FakeSocket.made).toHaveLength(1);
  const other = following("workspace");
  other.unfollow();
  expect(other.socket.sent.at(-1)).toEqual({ action: "unsubscribe", id: other.id });
});

test("where events are gone the follower is told to read anew, and goes on from there", () => {
  const onReset = vi.fn();
  const live = new Live(() => "ws://host/live");
  live.follow("workspace", { onEvents: () => undefined, onReset });
  const socket = latest();
  socket.open();
  socket.say({ type: "reset", id: socket.sent[0]?.id, after: 5 });
  expect(onReset).toHaveBeenCalledOnce();
  socket.close();
  vi.advanceTimersByTime(1_000);
  latest().open();
  expect(latest().sent[0]).toMatchObject({ after: 5 });
});

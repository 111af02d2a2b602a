import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useMemo, useSyncExternalStore } from "react";

import { keys } from "@/api/keys";
import { live } from "@/api/realtime";
import { runDocumentQuery, seededStepsQuery } from "@/api/runs";
import type { FlowDocument, Run, RunEvent } from "@/api/types";
import { RunFeed } from "@/flow/run-feed";

/** Milliseconds between two renderings while events pour in. */
const FRAME_MS = 80;

export interface LiveRun {
  feed: RunFeed;
  document: FlowDocument;
  /** Grows with everything that happens, for memos. */
  version: number;
}

class Follower {
  readonly feed: RunFeed;
  private listeners = new Set<() => void>();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private after = 0;

  constructor(document: FlowDocument) {
    this.feed = new RunFeed(document);
  }

  follow(run: string, ended: () => void): () => void {
    return live.follow(`run:${run}`, {
      after: this.after,
      onEvents: (events: RunEvent[]) => {
        this.after = events.at(-1)?.seq ?? this.after;
        this.feed.apply(events);
        this.tell();
      },
      onEnd: ended,
    });
  }

  tell(): void {
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      for (const listener of this.listeners) listener();
    }, FRAME_MS);
  }

  readonly listen = (listener: () => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };
}

/** Follows a run from its first event on; undefined until its document is here. */
export function useRunFeed(run: string | null, resumed: boolean): LiveRun | undefined {
  const cache = useQueryClient();
  const document = useQuery({ ...runDocumentQuery(run ?? ""), enabled: run !== null }).data;
  const seeded = useQuery({ ...seededStepsQuery(run ?? ""), enabled: run !== null && resumed }).data;
  // A run has one document for ever, so this is one follower per run.
  const follower = useMemo(() => (document && run ? new Follower(document) : null), [document, run]);
  useEffect(() => {
    if (!follower || !run) return;
    return follower.follow(run, () => void cache.invalidateQueries({ queryKey: keys.run(run), exact: true }));
  }, [follower, run, cache]);
  useEffect(() => {
    if (!follower || !seeded) return;
    follower.feed.seed(seeded.filter((record) => !follower.feed.step(record.node, record.path)));
    follower.tell();
  }, [follower, seeded]);
  const version = useSyncExternalStore(follower?.listen ?? NOTHING, () => follower?.feed.version ?? 0);
  return useMemo(
    () => (follower && document ? { feed: follower.feed, document, version } : undefined),
    [follower, document, version],
  );
}

const NOTHING = () => () => undefined;

/** Tells whether a run was started on the recorded steps of another one. */
export function isResumed(run: Run): boolean {
  return run.resumed_from !== null || run.only !== null;
}

import { ChevronLeft, ChevronRight, CircleX } from "lucide-react";
import { useState } from "react";

import type { DocumentNode } from "@/api/types";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { Input } from "@/components/ui/input";
import { loopsAround } from "@/flow/order";
import { stepId } from "@/flow/run-feed";
import type { LiveRun } from "@/hooks/use-run-feed";
import { t } from "@/lib/i18n";

interface Props {
  live: LiveRun;
  node: DocumentNode;
  path: string;
  select: (path: string) => void;
}

/** Leads from one iteration of the loop around a step to another. */
export function Iterations({ live, node, path, select }: Props) {
  const nodes = new Map(live.document.nodes?.map((each) => [each.id, each]));
  const loop = loopsAround(nodes, node.id).at(-1);
  const [typed, setTyped] = useState<string | null>(null);
  if (loop === undefined || path === "") return null;
  const cut = path.lastIndexOf(".");
  const around = cut < 0 ? "" : path.slice(0, cut);
  const index = Number(path.slice(cut + 1));
  const count = live.feed.iterations.get(stepId(loop, around)) ?? index + 1;
  const at = (next: number) => (around === "" ? String(next) : `${around}.${next}`);
  const go = (next: number) => select(at(Math.max(0, Math.min(count - 1, next))));
  const failed = () => {
    for (let step = 1; step <= count; step += 1) {
      const next = (index + step) % count;
      if (live.feed.step(node.id, at(next))?.status === "failed") return next;
    }
    return null;
  };
  const nextFailed = failed();
  const take = () => {
    const wanted = Number(typed);
    if (typed !== null && Number.isInteger(wanted) && wanted > 0) go(wanted - 1);
    setTyped(null);
  };
  return (
    <div role="group" aria-label={t("Iteration")} className="mt-2 flex items-center gap-1 text-xs">
      <IconButton
        label={t("Previous iteration")}
        size="icon-sm"
        disabled={index === 0}
        onClick={() => go(index - 1)}
      >
        <ChevronLeft />
      </IconButton>
      <Input
        aria-label={t("Number of the iteration")}
        inputMode="numeric"
        className="h-7 w-14 text-center text-xs numeric"
        value={typed ?? String(index + 1)}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={take}
        onKeyDown={(event) => event.key === "Enter" && take()}
      />
      <span className="text-ink-faint numeric">{t("of {n}", { n: count })}</span>
      <IconButton
        label={t("Next iteration")}
        size="icon-sm"
        disabled={index >= count - 1}
        onClick={() => go(index + 1)}
      >
        <ChevronRight />
      </IconButton>
      {nextFailed !== null && nextFailed !== index && (
        <Button look="quiet" size="sm" className="text-bad" onClick={() => go(nextFailed)}>
          <CircleX />
          {t("Next failure")}
        </Button>
      )}
    </div>
  );
}

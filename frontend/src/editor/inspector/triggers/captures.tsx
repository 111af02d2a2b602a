import { useMutation, useQuery } from "@tanstack/react-query";
import { ChevronRight, Pin, Play, Radio, Trash2 } from "lucide-react";
import { useState } from "react";

import { type Capture, capturesQuery, runCapture, useClearCaptures } from "@/api/hooks";
import type { DocumentNode } from "@/api/types";
import { JsonTree } from "@/components/data/json-tree";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { toast } from "@/components/ui/toast";
import { flush } from "@/editor/autosave";
import { edit, useEditor } from "@/editor/store";
import { patchNode } from "@/flow/edits";
import { cn } from "@/lib/cn";
import { ago, bytes } from "@/lib/format";
import { t } from "@/lib/i18n";

/** The calls that the test address was sent, as they come in: to be looked at, run on, pinned. */
export function Captures({ node }: { node: DocumentNode }) {
  const flow = useEditor((state) => state.flow);
  const captures = useQuery(capturesQuery(flow)).data;
  const clear = useClearCaptures(flow);
  const [open, setOpen] = useState<string | null>(null);
  return (
    <section aria-label={t("Captured calls")}>
      <div className="mb-1 flex items-center gap-1.5">
        <h4 className="flex flex-1 items-center gap-1.5 text-xs font-medium text-ink-soft">
          {t("Captured calls")}
          <Radio className="size-3.5 text-ok motion-safe:animate-pulse" aria-hidden />
        </h4>
        {captures && captures.length > 0 && (
          <IconButton label={t("Drop all")} size="icon-sm" onClick={() => clear.mutate()}>
            <Trash2 />
          </IconButton>
        )}
      </div>
      {captures?.length === 0 && (
        <p className="rounded-lg border border-dashed px-3 py-4 text-center text-xs text-ink-soft">
          {t("Waiting for a call. Send one to the test address, and it is here at once.")}
        </p>
      )}
      <ul className="divide-y overflow-hidden rounded-lg border empty:hidden">
        {captures?.map((capture) => (
          <Captured
            key={capture.id}
            capture={capture}
            node={node}
            open={open === capture.id}
            toggle={() => setOpen(open === capture.id ? null : capture.id)}
          />
        ))}
      </ul>
    </section>
  );
}

interface Props {
  capture: Capture;
  node: DocumentNode;
  open: boolean;
  toggle: () => void;
}

function Captured({ capture, node, open, toggle }: Props) {
  const flow = useEditor((state) => state.flow);
  const run = useMutation({
    mutationFn: async () => {
      await flush();
      return runCapture(flow, capture.id);
    },
    onSuccess: ({ id }) => {
      useEditor.setState({ run: id, ranWith: useEditor.getState().document });
      toast.ok(t("The draft runs on this call"));
    },
  });
  const pin = () => {
    edit(t("Pin a captured call"), (document) =>
      patchNode(document, node.id, { pinned_output: capture.input }),
    );
    toast.ok(t("Runs from the editor begin with this call now"));
  };
  return (
    <li>
      <button
        type="button"
        aria-expanded={open}
        onClick={toggle}
        className="flex w-full items-center gap-2 px-2.5 py-1.5 text-left text-xs -outline-offset-2 hover:bg-hover"
      >
        <ChevronRight className={cn("size-3.5 text-ink-faint transition-transform", open && "rotate-90")} />
        <span className="font-mono font-medium">{capture.input.method}</span>
        <span className="min-w-0 flex-1 truncate text-ink-soft">{JSON.stringify(capture.input.body)}</span>
        <time className="shrink-0 text-ink-faint">{ago(capture.at)}</time>
      </button>
      {capture.problem && (
        <p className="px-2.5 pb-1.5 text-xs text-wait">
          {t("It would be refused: {reason}", { reason: capture.problem.message })}
        </p>
      )}
      {open && (
        <div className="border-t bg-ground/60">
          <div className="flex flex-wrap items-center gap-1.5 px-2.5 pt-2">
            <Button size="sm" disabled={run.isPending} onClick={() => run.mutate()}>
              <Play />
              {t("Use as input")}
            </Button>
            <Button size="sm" onClick={pin}>
              <Pin />
              {t("Pin")}
            </Button>
            <span className="ml-auto text-2xs text-ink-faint">
              {bytes(capture.bytes)}
              {capture.truncated && ` · ${t("cut off")}`}
            </span>
          </div>
          <JsonTree value={capture.input} expression={`steps.${node.key}`} className="h-48" />
        </div>
      )}
    </li>
  );
}

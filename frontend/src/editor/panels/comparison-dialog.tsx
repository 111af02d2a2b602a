import { useQuery } from "@tanstack/react-query";
import { GitCompareArrows } from "lucide-react";
import { lazy, Suspense, useState } from "react";

import { flowVersionQuery, versionsQuery } from "@/api/flows";
import { comparisonQuery } from "@/api/versions";
import { Dialog } from "@/components/ui/dialog";
import { Select } from "@/components/ui/select";
import { select, useEditor } from "@/editor/store";
import { nodeById } from "@/flow/document";
import { t } from "@/lib/i18n";

const DiffCanvas = lazy(() =>
  import("@/editor/canvas/diff-canvas").then((module) => ({ default: module.DiffCanvas })),
);

const DRAFT = "draft";

/** What differs between two versions of the flow, or a version and the draft: drawn, and field by field. */
export function ComparisonDialog({ version, close }: { version: number; close: () => void }) {
  const flow = useEditor((state) => state.flow);
  const versions = useQuery(versionsQuery(flow)).data ?? [];
  const [before, setBefore] = useState(String(version));
  const [after, setAfter] = useState(DRAFT);
  const named = (without: string) =>
    versions
      .map(({ number }) => ({ value: String(number), label: t("Version {n}", { n: number }) }))
      .filter(({ value }) => value !== without);
  return (
    <Dialog open wide="full" onOpenChange={(open) => open || close()} title={t("What differs")}>
      <div className="flex items-center gap-2 border-b px-5 pb-3 text-sm text-ink-soft">
        <GitCompareArrows className="hidden size-4 sm:block" aria-hidden />
        <Select
          label={t("Before")}
          className="w-36"
          value={before}
          onChange={setBefore}
          options={named(after)}
        />
        →
        <Select
          label={t("After")}
          className="w-36"
          value={after}
          onChange={setAfter}
          options={[{ value: DRAFT, label: t("The draft") }, ...named(before)]}
        />
      </div>
      <Comparison before={Number(before)} after={after === DRAFT ? null : Number(after)} />
    </Dialog>
  );
}

function Comparison({ before, after }: { before: number; after: number | null }) {
  const flow = useEditor((state) => state.flow);
  const rev = useEditor((state) => state.rev);
  const draft = useEditor((state) => state.saved);
  const old = useQuery(flowVersionQuery(flow, before)).data?.document;
  const published = useQuery({ ...flowVersionQuery(flow, after ?? 0), enabled: after !== null }).data
    ?.document;
  const next = after === null ? draft : published;
  const diff = useQuery(comparisonQuery(flow, before, after, rev)).data;
  if (!old || !next || !diff) return <div className="m-5 flex-1 skeleton" aria-busy />;
  const show = (id: string) => {
    if (nodeById(useEditor.getState().document, id)) select([id]);
  };
  return (
    <Suspense fallback={<div className="m-5 flex-1 skeleton" aria-busy />}>
      <DiffCanvas key={`${before}>${after}`} before={old} after={next} diff={diff} onSelect={show} />
    </Suspense>
  );
}

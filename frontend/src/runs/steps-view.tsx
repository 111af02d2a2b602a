import { getRouteApi } from "@tanstack/react-router";

import { lazy, Suspense, useEffect } from "react";

import type { Run } from "@/api/types";
import { usePhone } from "@/hooks/use-media";
import type { LiveRun } from "@/hooks/use-run-feed";
import { t } from "@/lib/i18n";
import { StepTree } from "@/runs/step-tree";

const panel = () => import("@/runs/step-panel");
const StepPanel = lazy(async () => ({ default: (await panel()).StepPanel }));

const route = getRouteApi("/runs/$run");

/** The steps as a tree beside their times, and the one that is looked at. */
export function StepsView({ run, live }: { run: Run; live: LiveRun | undefined }) {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const phone = usePhone();
  useEffect(() => void panel(), []);
  const select = (step: string | undefined, path?: string) =>
    void navigate({
      search: (now) => ({ ...now, step, path: path === "" ? undefined : path }),
      replace: true,
    });
  if (!live) return <div className="flex-1" aria-busy />;
  const path = search.path ?? "";
  const selected =
    search.step === undefined ? null : live.document.nodes?.find((node) => node.id === search.step);
  return (
    <div className="flex min-h-0 flex-1">
      {!(phone && selected) && (
        <StepTree
          run={run}
          live={live}
          select={select}
          selected={search.step ? `${search.step}@${path}` : null}
        />
      )}
      {selected && (
        <aside aria-label={t("Step")} className="flex min-w-0 flex-1 flex-col md:max-w-[46%] md:border-l">
          <Suspense fallback={<div className="flex-1" aria-busy />}>
            <StepPanel
              key={selected.id}
              run={run}
              live={live}
              node={selected}
              path={path}
              select={(next) => select(selected.id, next)}
              close={() => select(undefined)}
            />
          </Suspense>
        </aside>
      )}
    </div>
  );
}

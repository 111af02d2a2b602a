import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { lazy, Suspense } from "react";

import { publicFlowQuery } from "@/api/shared";
import { Loaded } from "@/components/loaded";
import { LookPage } from "@/landing/look-page";
import { t } from "@/lib/i18n";

const FlowDrawing = lazy(() => import("@/components/flow-drawing"));

/** A flow that its workspace shows to everybody. */
export function PublicPage() {
  const { flow } = useParams({ from: "/public/$flow" });
  const query = useQuery(publicFlowQuery(flow));
  return (
    <LookPage title={query.data?.name} about={query.data && t("Version {n}", { n: query.data.version })}>
      <Loaded query={query}>
        {(shown) => (
          <Suspense>
            <FlowDrawing document={shown.document} />
          </Suspense>
        )}
      </Loaded>
    </LookPage>
  );
}

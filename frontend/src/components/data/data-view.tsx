import { lazy, Suspense } from "react";

import type { DataViewProps } from "@/components/data/data-views";

const DataViews = lazy(() => import("@/components/data/data-views"));

/** A value in the way that suits it best, and in all others that are possible. */
export function DataView(props: DataViewProps) {
  return (
    <Suspense fallback={<div className="min-h-10 flex-1" aria-busy />}>
      <DataViews {...props} />
    </Suspense>
  );
}

import { CircleX, Maximize2, ZoomIn, ZoomOut } from "lucide-react";

import { Button } from "@/components/ui/button";
import { Switch } from "@/components/ui/choice";
import { IconButton } from "@/components/ui/icon-button";
import { SearchInput } from "@/components/ui/search-input";
import type { TreeFilter } from "@/flow/run-tree";
import { cn } from "@/lib/cn";
import { duration } from "@/lib/format";
import { t } from "@/lib/i18n";
import { BARS } from "@/runs/step-row";
import { TimeRuler } from "@/runs/time-ruler";
import { type Span, zoomed } from "@/runs/timeline";

export interface StepFilter extends TreeFilter {
  /** Whether the step that runs is kept in view. */
  follow: boolean;
}

interface Props {
  filter: StepFilter;
  setFilter: (filter: StepFilter) => void;
  going: boolean;
  span: Span;
  whole: number;
  setSpan: (span: Span | null) => void;
}

/** Which steps are shown, and which stretch of time. */
export function StepTools({ filter, setFilter, going, span, whole, setSpan }: Props) {
  const closer = span.to - span.from < whole;
  const zoom = (factor: number) => setSpan(zoomed(span, whole, factor, (span.from + span.to) / 2));
  return (
    <>
      <div className="flex flex-wrap items-center gap-2 border-b px-3 py-1.5">
        <SearchInput
          className="min-w-0 flex-1 sm:max-w-64"
          delay={0}
          value={filter.text}
          onChange={(text) => setFilter({ ...filter, text })}
          placeholder={t("Filter steps")}
        />
        <Button
          look="quiet"
          size="sm"
          aria-pressed={filter.failedOnly}
          className={cn(filter.failedOnly && "bg-bad-soft text-bad")}
          onClick={() => setFilter({ ...filter, failedOnly: !filter.failedOnly })}
        >
          <CircleX />
          {t("Failed")}
        </Button>
        {going && (
          <label className="flex items-center gap-2 text-xs text-ink-soft">
            <Switch
              checked={filter.follow}
              onChange={(follow) => setFilter({ ...filter, follow })}
              label={t("Follow")}
            />
            {t("Follow")}
          </label>
        )}
        <div role="group" aria-label={t("Time")} className="ml-auto hidden items-center gap-0.5 lg:flex">
          <span className="mr-2 text-xs text-ink-faint numeric">
            {closer
              ? t("{part} of {whole}", { part: duration(span.to - span.from), whole: duration(whole) })
              : duration(whole)}
          </span>
          <IconButton label={t("Closer")} size="icon-sm" onClick={() => zoom(0.5)}>
            <ZoomIn />
          </IconButton>
          <IconButton label={t("Farther")} size="icon-sm" disabled={!closer} onClick={() => zoom(2)}>
            <ZoomOut />
          </IconButton>
          <IconButton
            label={t("The whole run")}
            size="icon-sm"
            disabled={!closer}
            onClick={() => setSpan(null)}
          >
            <Maximize2 />
          </IconButton>
        </div>
      </div>
      <div className="hidden h-7 [scrollbar-gutter:stable] justify-end overflow-y-auto border-b bg-sunken/60 pr-3 lg:flex">
        <div className={BARS}>
          <TimeRuler span={span} whole={whole} onChange={setSpan} />
        </div>
      </div>
    </>
  );
}

import { useMemo, useState } from "react";

import type { Run } from "@/api/types";
import { isFinal } from "@/components/status";
import { Segments, Switch } from "@/components/ui/choice";
import { SearchInput } from "@/components/ui/search-input";
import type { LogLevel } from "@/flow/run-feed";
import type { LiveRun } from "@/hooks/use-run-feed";
import { t } from "@/lib/i18n";
import { LogLines } from "@/runs/log-lines";

const FROM: Record<string, readonly LogLevel[]> = {
  all: ["debug", "info", "warning", "error"],
  warning: ["warning", "error"],
  error: ["error"],
};

/** What the run's steps have logged, and what failed. */
export function LogsView({ run, live }: { run: Run; live: LiveRun | undefined }) {
  const [text, setText] = useState("");
  const [level, setLevel] = useState("all");
  const [follow, setFollow] = useState(!isFinal(run.status));
  const lines = useMemo(() => {
    const wanted = text.toLowerCase();
    const levels = FROM[level] ?? [];
    return (live?.feed.log ?? []).filter(
      (line) =>
        levels.includes(line.level) &&
        `${line.key} ${line.message} ${JSON.stringify(line.fields)}`.toLowerCase().includes(wanted),
    );
  }, [live, text, level]);
  return (
    <>
      <div className="flex flex-wrap items-center gap-2 border-b px-3 py-1.5">
        <SearchInput
          className="w-full sm:w-72"
          delay={0}
          value={text}
          onChange={setText}
          placeholder={t("Search the log")}
        />
        <Segments
          label={t("Level")}
          value={level}
          onChange={setLevel}
          options={[
            { value: "all", label: t("All") },
            { value: "warning", label: t("Warnings") },
            { value: "error", label: t("Errors") },
          ]}
        />
        {!isFinal(run.status) && (
          <label className="ml-auto flex items-center gap-2 text-xs text-ink-soft">
            <Switch checked={follow} onChange={setFollow} label={t("Follow")} />
            {t("Follow")}
          </label>
        )}
      </div>
      <LogLines
        named
        lines={lines}
        follow={follow && !isFinal(run.status)}
        empty={text || level !== "all" ? t("No line fits.") : t("Nothing has been logged.")}
      />
    </>
  );
}

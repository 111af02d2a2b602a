import type { FlowVersion } from "@/api/types";
import { Badge } from "@/components/badge";
import { cn } from "@/lib/cn";
import { ago, dateTime } from "@/lib/format";
import { t } from "@/lib/i18n";

interface Props {
  version: FlowVersion;
  /** Of a hundred runs, while one is tried out. */
  share: number | null;
  chosen: boolean;
  choose: () => void;
}

/** A version in the list: its number, when, its tags, and what was said about it. */
export function VersionRow({ version, share, chosen, choose }: Props) {
  return (
    <li>
      <button
        type="button"
        aria-current={chosen}
        className={cn("w-full rounded-md px-2 py-1.5 text-left hover:bg-hover", chosen && "bg-accent-soft")}
        onClick={choose}
      >
        <span className="flex items-center gap-2 text-sm font-medium">
          {t("Version {n}", { n: version.number })}
          {share !== null && <Badge tone="busy">{`${share} %`}</Badge>}
          <time className="ml-auto text-2xs font-normal text-ink-soft" title={dateTime(version.created_at)}>
            {ago(version.created_at)}
          </time>
        </span>
        {version.tags.length > 0 && (
          <span className="flex flex-wrap gap-1 py-0.5">
            {version.tags.map((tag) => (
              <Badge key={tag}>{tag}</Badge>
            ))}
          </span>
        )}
        <span className="block truncate text-xs text-ink-soft" title={version.message}>
          {version.message || t("Without a message")}
        </span>
      </button>
    </li>
  );
}

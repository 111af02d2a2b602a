import { Link } from "@tanstack/react-router";
import { ChevronRight, Folder } from "lucide-react";

import type { Flow } from "@/api/types";
import { crumbs, foldersBelow } from "@/flows/folders";
import { t } from "@/lib/i18n";

/** The way to the folder that is shown, and the folders in it. */
export function FolderBar({ flows, folder }: { flows: readonly Flow[]; folder: string }) {
  const below = foldersBelow(flows, folder);
  if (!folder && below.length === 0) return null;
  return (
    <nav aria-label={t("Folders")} className="flex flex-wrap items-center gap-1.5 px-4 pb-3 text-sm sm:px-6">
      {folder && (
        <Link
          to="/flows"
          search={(now) => ({ ...now, folder: undefined })}
          className="rounded px-1 text-ink-soft hover:text-ink"
        >
          {t("All flows")}
        </Link>
      )}
      {crumbs(folder).map(({ path, name }) => (
        <span key={path} className="flex items-center gap-1.5">
          <ChevronRight className="size-3.5 text-ink-faint" />
          <Link to="/flows" search={(now) => ({ ...now, folder: path })} className="rounded px-1 font-medium">
            {name}
          </Link>
        </span>
      ))}
      {folder && below.length > 0 && <span className="mx-1 h-4 w-px bg-line" />}
      {below.map(({ path, name, flows: count }) => (
        <Link
          key={path}
          to="/flows"
          search={(now) => ({ ...now, folder: path })}
          className="flex h-7 items-center gap-1.5 rounded-md border bg-surface px-2 text-xs font-medium shadow-lift hover:border-line-strong"
        >
          <Folder className="size-3.5 text-ink-faint" />
          {name}
          <span className="text-ink-faint numeric">{count}</span>
        </Link>
      ))}
    </nav>
  );
}

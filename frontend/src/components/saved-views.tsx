import { Bookmark, BookmarkPlus, BookmarkX } from "lucide-react";
import { lazy, Suspense, useState } from "react";

import { useSession } from "@/api/session";
import { Button } from "@/components/ui/button";
import { Menu } from "@/components/ui/menu";
import { t } from "@/lib/i18n";
import { forgetView, sameView, savedViews, saveView, setOf } from "@/lib/saved-views";

const NameView = lazy(() => import("@/components/name-view"));

interface Props {
  /** Which list: `runs`. */
  list: string;
  /** What its address says now. */
  search: object;
  show: (search: Record<string, string>) => void;
}

/** Filters kept under a name: one of them is shown, the present ones are kept, or one is forgotten. */
export function SavedViews({ list, search, show }: Props) {
  const workspace = useSession((state) => state.workspace) ?? "";
  const [views, setViews] = useState(() => savedViews(list, workspace));
  const [naming, setNaming] = useState(false);
  const now = setOf(search);
  const shown = views.find((view) => sameView(view.search, now));
  const filtered = Object.keys(now).length > 0;
  if (views.length === 0 && !filtered) return null;
  const reread = () => setViews(savedViews(list, workspace));
  return (
    <>
      <Menu
        align="end"
        trigger={
          <Button look="quiet" size="sm">
            <Bookmark className={shown && "fill-current text-accent"} />
            {shown?.name ?? t("Views")}
          </Button>
        }
        groups={[
          views.map((view) => ({
            label: view.name,
            checked: view === shown,
            onSelect: () => show(view.search),
          })),
          [
            filtered &&
              !shown && {
                label: t("Keep this view"),
                icon: <BookmarkPlus />,
                onSelect: () => setNaming(true),
              },
            shown !== undefined && {
              label: t("Forget “{name}”", { name: shown.name }),
              icon: <BookmarkX />,
              onSelect: () => {
                forgetView(list, workspace, shown.name);
                reread();
              },
            },
          ],
        ]}
      />
      {naming && (
        <Suspense>
          <NameView
            close={() => setNaming(false)}
            keep={(name) => {
              saveView(list, workspace, { name, search: now });
              reread();
            }}
          />
        </Suspense>
      )}
    </>
  );
}

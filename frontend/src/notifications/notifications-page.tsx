import { useInfiniteQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { Bell, CheckCheck } from "lucide-react";

import { notificationsQuery, useMarkAllRead } from "@/api/notifications";
import { ActionButton } from "@/components/action-button";
import { Empty } from "@/components/empty";
import { Loaded } from "@/components/loaded";
import { LoadMore } from "@/components/load-more";
import { Page } from "@/components/page";
import { Checkbox, Segments } from "@/components/ui/choice";
import { Select } from "@/components/ui/select";
import { t } from "@/lib/i18n";
import { Channels } from "@/notifications/channels";
import { KIND_LABELS, KINDS } from "@/notifications/kinds";
import { NotificationRow } from "@/notifications/notification-row";
import type { NotificationsSearch } from "@/notifications/search";

/** What one should know, and where else it goes. */
export function NotificationsPage() {
  const search = useSearch({ from: "/notifications" });
  const navigate = useNavigate({ from: "/notifications" });
  const set = (change: NotificationsSearch) =>
    void navigate({ search: { ...search, ...change }, replace: true });
  const mark = useMarkAllRead();
  const channels = search.view === "channels";
  return (
    <Page
      title={t("Notifications")}
      actions={
        !channels && (
          <ActionButton
            operation="notifications_mark_many"
            disabled={mark.isPending}
            onClick={() => mark.mutate(null)}
          >
            <CheckCheck />
            {t("Mark all as read")}
          </ActionButton>
        )
      }
      bar={
        <>
          <Segments
            label={t("View")}
            value={search.view ?? "inbox"}
            onChange={(view) => set({ view: view === "channels" ? "channels" : undefined })}
            options={[
              { value: "inbox", label: t("Inbox") },
              { value: "channels", label: t("Channels") },
            ]}
          />
          {!channels && (
            <>
              <Select
                label={t("Kind")}
                value={search.kind ?? ""}
                onChange={(kind) => set({ kind: kind || undefined })}
                options={[
                  { value: "", label: t("Any kind") },
                  ...KINDS.map((value) => ({ value, label: t(KIND_LABELS[value]) })),
                ]}
              />
              <label className="flex items-center gap-2 text-sm text-ink-soft">
                <Checkbox
                  checked={search.unread ?? false}
                  onChange={(unread) => set({ unread: unread || undefined })}
                  label={t("Unread only")}
                />
                {t("Unread only")}
              </label>
            </>
          )}
        </>
      }
    >
      {channels ? <Channels /> : <Inbox search={search} />}
    </Page>
  );
}

function Inbox({ search: { kind, unread } }: { search: NotificationsSearch }) {
  const query = useInfiniteQuery(notificationsQuery({ kind, unread }));
  const found = query.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      <Loaded<object> query={query}>
        {() =>
          found.length === 0 ? (
            <Empty icon={Bell} title={unread ? t("All is read") : t("Nothing to tell")}>
              {t(
                "When a run fails, a schedule is disabled, somebody is asked or mentions you, it is told here. A channel takes it to your mailbox or to Slack as well.",
              )}
            </Empty>
          ) : (
            <ul className="border-t border-line/70">
              {found.map((notification) => (
                <NotificationRow key={notification.id} notification={notification} />
              ))}
            </ul>
          )
        }
      </Loaded>
      <LoadMore
        more={query.hasNextPage && !query.isFetchingNextPage}
        load={() => void query.fetchNextPage()}
      />
    </>
  );
}

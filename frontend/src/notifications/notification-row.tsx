import { Link } from "@tanstack/react-router";
import {
  AtSign,
  CalendarX,
  CircleCheck,
  CircleHelp,
  CircleX,
  Coins,
  KeyRound,
  type LucideIcon,
  Mail,
  MailOpen,
  MailX,
  RefreshCw,
  Trash2,
} from "lucide-react";

import {
  type Notification,
  type NotificationKind,
  useDeleteNotification,
  useMarkRead,
} from "@/api/notifications";
import { ActionIcon } from "@/components/action-button";
import { Badge } from "@/components/badge";
import { cn } from "@/lib/cn";
import { ago, dateTime } from "@/lib/format";
import { formatNumber, t } from "@/lib/i18n";
import { plain } from "@/lib/plain";

const LOOKS: Record<NotificationKind, { icon: LucideIcon; color: string }> = {
  run_failed: { icon: CircleX, color: "bg-bad-soft text-bad" },
  run_recovered: { icon: CircleCheck, color: "bg-ok-soft text-ok" },
  schedule_disabled: { icon: CalendarX, color: "bg-bad-soft text-bad" },
  approval_requested: { icon: CircleHelp, color: "bg-wait-soft text-wait" },
  dead_letter: { icon: MailX, color: "bg-bad-soft text-bad" },
  credits_low: { icon: Coins, color: "bg-wait-soft text-wait" },
  credential_failed: { icon: KeyRound, color: "bg-bad-soft text-bad" },
  credential_due: { icon: RefreshCw, color: "bg-wait-soft text-wait" },
  mention: { icon: AtSign, color: "bg-accent-soft text-accent" },
};

/** Something that somebody should know; a click leads to what it is about. */
export function NotificationRow({ notification }: { notification: Notification }) {
  const { icon: Icon, color } = LOOKS[notification.kind];
  const mark = useMarkRead();
  const remove = useDeleteNotification();
  const { read, count } = notification;
  const seen = () => !read && mark.mutate({ id: notification.id, read: true });
  return (
    <li
      className={cn(
        "group flex items-start gap-3 border-b border-line/70 px-4 py-3 hover:bg-hover/60 sm:px-6",
        !read && "bg-accent-soft/25",
      )}
    >
      <span
        className={cn(
          "mt-0.5 flex size-7 shrink-0 items-center justify-center rounded-full [&_svg]:size-4",
          color,
        )}
      >
        <Icon aria-hidden />
      </span>
      <div className="min-w-0 flex-1">
        <p className={cn("flex items-center gap-2 text-sm", !read && "font-semibold")}>
          <Subject notification={notification} seen={seen} />
          {count > 1 && <Badge>{t("{n} times", { n: formatNumber(count) })}</Badge>}
          {!read && (
            <span role="img" className="size-1.5 shrink-0 rounded-full bg-accent" aria-label={t("Unread")} />
          )}
        </p>
        {notification.text && (
          <p className="line-clamp-2 text-xs text-ink-soft">{plain(notification.text)}</p>
        )}
      </div>
      <time className="shrink-0 pt-0.5 text-xs text-ink-faint" title={dateTime(notification.updated_at)}>
        {ago(notification.updated_at)}
      </time>
      <ActionIcon
        operation="notifications_mark"
        label={read ? t("Mark as unread") : t("Mark as read")}
        size="icon-sm"
        onClick={() => mark.mutate({ id: notification.id, read: !read })}
      >
        {read ? <Mail /> : <MailOpen />}
      </ActionIcon>
      <ActionIcon
        operation="notifications_delete"
        label={t("Delete")}
        size="icon-sm"
        onClick={() => remove.mutate(notification.id)}
      >
        <Trash2 />
      </ActionIcon>
    </li>
  );
}

function Subject({ notification, seen }: { notification: Notification; seen: () => void }) {
  const look = "truncate rounded hover:text-accent";
  const { title, run, flow, kind } = notification;
  if (kind === "approval_requested")
    return (
      <Link to="/approvals" className={look} onClick={seen}>
        {title}
      </Link>
    );
  if (kind === "dead_letter")
    return (
      <Link to="/dead-letters" className={look} onClick={seen}>
        {title}
      </Link>
    );
  if (kind === "schedule_disabled")
    return (
      <Link to="/schedules" className={look} onClick={seen}>
        {title}
      </Link>
    );
  if (kind === "credits_low")
    return (
      <Link to="/usage" className={look} onClick={seen}>
        {title}
      </Link>
    );
  if (kind === "credential_due" || kind === "credential_failed")
    return (
      <Link to="/credentials" className={look} onClick={seen}>
        {title}
      </Link>
    );
  if (run)
    return (
      <Link to="/runs/$run" params={{ run }} className={look} onClick={seen}>
        {title}
      </Link>
    );
  if (flow)
    return (
      <Link to="/flows/$flow" params={{ flow }} className={look} onClick={seen}>
        {title}
      </Link>
    );
  return <span className="truncate">{title}</span>;
}

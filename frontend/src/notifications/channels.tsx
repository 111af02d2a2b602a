import { useQuery } from "@tanstack/react-query";
import { Hash, Mail, Pencil, Plus, Send, Trash2, Webhook } from "lucide-react";
import { useState } from "react";

import { type Channel, channelsQuery, useDeleteChannel, useTestChannel } from "@/api/notifications";
import { ActionButton, ActionIcon } from "@/components/action-button";
import { Badge } from "@/components/badge";
import { Empty } from "@/components/empty";
import { Loaded } from "@/components/loaded";
import { confirm } from "@/components/ui/confirm";
import { toast } from "@/components/ui/toast";
import { ago, dateTime } from "@/lib/format";
import { t } from "@/lib/i18n";
import { ChannelDialog } from "@/notifications/channel-dialog";
import { KIND_LABELS } from "@/notifications/kinds";

const ICONS = { email: <Mail />, slack: <Hash />, webhook: <Webhook /> };

/** Where notifications go besides this page. */
export function Channels() {
  const query = useQuery(channelsQuery);
  const [edited, edit] = useState<Channel | "new" | null>(null);
  const create = (
    <ActionButton operation="notifications_create_channel" look="primary" onClick={() => edit("new")}>
      <Plus />
      {t("New channel")}
    </ActionButton>
  );
  return (
    <>
      <Loaded query={query}>
        {(channels) =>
          channels.length === 0 ? (
            <Empty icon={Send} title={t("Notifications stay here")} actions={create}>
              {t("A channel takes them to a mailbox, to Slack or to a webhook of yours.")}
            </Empty>
          ) : (
            <div className="space-y-3 px-4 pb-8 sm:px-6">
              <ul className="space-y-3">
                {channels.map((channel) => (
                  <ChannelCard key={channel.id} channel={channel} edit={() => edit(channel)} />
                ))}
              </ul>
              {create}
            </div>
          )
        }
      </Loaded>
      {edited && <ChannelDialog channel={edited === "new" ? null : edited} close={() => edit(null)} />}
    </>
  );
}

function ChannelCard({ channel, edit }: { channel: Channel; edit: () => void }) {
  const test = useTestChannel();
  const remove = useDeleteChannel();
  const { via, last } = channel;
  const attempt = () =>
    test.mutate(channel.id, {
      onSuccess: ({ status, message, hint }) =>
        status === "delivered"
          ? toast.ok(t("A test went out by {name}", { name: channel.name }))
          : toast.info(message ?? t("It did not arrive."), hint ?? undefined),
    });
  const discard = async () => {
    const sure = await confirm({
      title: t("Delete the channel {name}?", { name: channel.name }),
      action: t("Delete"),
      danger: true,
    });
    if (sure) remove.mutate(channel.id);
  };
  const to = via.kind === "email" ? via.to.join(", ") : via.kind === "webhook" ? via.url : "Slack";
  return (
    <li className="flex flex-wrap items-center gap-3 rounded-xl border bg-surface p-4 shadow-lift">
      <span className="flex size-8 shrink-0 items-center justify-center rounded-lg bg-hover text-ink-soft [&_svg]:size-4">
        {ICONS[via.kind]}
      </span>
      <div className="min-w-0 flex-1">
        <p className="flex items-center gap-2 font-medium">
          <span className="truncate">{channel.name}</span>
          {channel.paused && <Badge tone="wait">{t("Paused")}</Badge>}
          {last && (
            <Badge
              tone={last.status === "delivered" ? "ok" : last.status === "retrying" ? "wait" : "bad"}
              title={[dateTime(last.at), last.message, last.hint].filter(Boolean).join("\n")}
            >
              {last.status === "delivered"
                ? t("Delivered {time}", { time: ago(last.at) })
                : last.status === "retrying"
                  ? t("Trying again")
                  : t("Failed {time}", { time: ago(last.at) })}
            </Badge>
          )}
        </p>
        <p className="truncate text-xs text-ink-faint">
          {to} ·{" "}
          {channel.kinds.length === 0
            ? t("everything")
            : channel.kinds.map((kind) => t(KIND_LABELS[kind])).join(", ")}
        </p>
      </div>
      <ActionButton
        operation="notifications_try_channel"
        size="sm"
        disabled={test.isPending}
        onClick={attempt}
      >
        <Send />
        {t("Test")}
      </ActionButton>
      <ActionIcon operation="notifications_change_channel" label={t("Change")} size="icon-sm" onClick={edit}>
        <Pencil />
      </ActionIcon>
      <ActionIcon
        operation="notifications_delete_channel"
        label={t("Delete")}
        size="icon-sm"
        onClick={() => void discard()}
      >
        <Trash2 />
      </ActionIcon>
    </li>
  );
}

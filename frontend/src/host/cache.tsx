import { useQuery } from "@tanstack/react-query";
import { Trash2 } from "lucide-react";

import { type CacheEntry, cachedQuery, useForgetCached } from "@/api/host";
import { flowNamesQuery } from "@/api/flows";
import { ActionButton, ActionIcon } from "@/components/action-button";
import { Loaded } from "@/components/loaded";
import { Section } from "@/components/section";
import { type Column, Table } from "@/components/table";
import { confirm } from "@/components/ui/confirm";
import { ago, bytes, until } from "@/lib/format";
import { formatNumber, t } from "@/lib/i18n";

/** Results that equal steps use again instead of being executed. */
export function CacheSection() {
  const cached = useQuery(cachedQuery);
  const names = useQuery(flowNamesQuery).data;
  const forget = useForgetCached();
  const forgetAll = async () => {
    const sure = await confirm({
      title: t("Forget all cached results?"),
      description: t("The next runs execute their steps again."),
      action: t("Forget"),
      danger: true,
    });
    if (sure) forget.mutate(null);
  };
  const columns: Column<CacheEntry>[] = [
    {
      id: "step",
      title: t("Step"),
      className: "max-w-0 w-1/2",
      cell: (entry) => (
        <>
          <span className="block truncate font-medium">{entry.node}</span>
          <span className="block truncate text-xs text-ink-faint">
            {names?.get(entry.flow) ?? entry.flow} · {entry.type}
          </span>
        </>
      ),
    },
    {
      id: "hits",
      title: t("Used again"),
      right: true,
      sort: (entry) => entry.hits,
      cell: (entry) => formatNumber(entry.hits),
    },
    {
      id: "size",
      title: t("Size"),
      right: true,
      from: "sm",
      sort: (entry) => entry.bytes,
      cell: (entry) => bytes(entry.bytes),
    },
    {
      id: "made",
      title: t("Made"),
      right: true,
      from: "md",
      sort: (entry) => entry.created_at,
      cell: (entry) => ago(entry.created_at),
    },
    {
      id: "until",
      title: t("Good"),
      right: true,
      from: "md",
      sort: (entry) => entry.expires_at,
      cell: (entry) => until(entry.expires_at),
    },
    {
      id: "forget",
      title: "",
      right: true,
      cell: (entry) => (
        <ActionIcon
          operation="state_forget"
          label={t("Forget")}
          size="icon-sm"
          onClick={() => forget.mutate(entry.key)}
        >
          <Trash2 />
        </ActionIcon>
      ),
    },
  ];
  return (
    <Section
      flush
      title={t("Cached results")}
      about={t("Steps with a cache use an equal step's result instead of being executed.")}
      actions={
        (cached.data?.length ?? 0) > 0 && (
          <ActionButton operation="state_forget_all" size="sm" onClick={() => void forgetAll()}>
            <Trash2 />
            {t("Forget all")}
          </ActionButton>
        )
      }
    >
      <Loaded query={cached} skeleton={<div className="mx-4 mb-3 h-16 skeleton" />}>
        {(found) =>
          found.length === 0 ? (
            <p className="px-4 pb-4 text-sm text-ink-soft">
              {t("Nothing is cached. A step's cache is set under its options in the editor.")}
            </p>
          ) : (
            <Table label={t("Cached results")} rows={found} columns={columns} rowKey={(entry) => entry.key} />
          )
        }
      </Loaded>
    </Section>
  );
}

import { useQuery } from "@tanstack/react-query";
import { Coins, CreditCard } from "lucide-react";
import { useState } from "react";

import { type CreditOrder, ordersQuery, type Pack, packsQuery, useBuyPack, usePayOrder } from "@/api/credits";
import { ActionButton } from "@/components/action-button";
import { Badge } from "@/components/badge";
import { Loaded } from "@/components/loaded";
import { Section } from "@/components/section";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { toast } from "@/components/ui/toast";
import { ago, dateTime } from "@/lib/format";
import { formatNumber, language, t } from "@/lib/i18n";
import { randomId } from "@/lib/random-id";

function money(cents: number, currency: string): string {
  return (cents / 100).toLocaleString(language(), { style: "currency", currency });
}

/** Credits to buy, and what was bought. */
export function PacksSection() {
  const packs = useQuery(packsQuery);
  const [order, setOrder] = useState<CreditOrder | null>(null);
  const buy = useBuyPack();
  const choose = async (pack: Pack) => {
    const made = await buy.mutateAsync({ pack: pack.id, key: randomId(24) });
    // A local provider has no page of its own to pay on.
    if (made.provider === "local" || made.url === null) setOrder(made);
    else location.assign(made.url);
  };
  return (
    <Section title={t("Buy credits")}>
      <Loaded query={packs} skeleton={<div className="h-28 skeleton" />}>
        {(found) => (
          <ul className="grid gap-3 sm:grid-cols-3">
            {found.map((pack) => (
              <li key={pack.id} className="flex items-center gap-3 rounded-lg border bg-ground p-4">
                <span className="flex size-9 items-center justify-center rounded-lg bg-accent-soft text-accent">
                  <Coins className="size-5" />
                </span>
                <div className="flex-1">
                  <p className="font-semibold numeric">
                    {t("{n} credits", { n: formatNumber(pack.credits) })}
                  </p>
                  <p className="text-xs text-ink-faint numeric">
                    {t("{price} for 1,000", {
                      price: money((pack.cents * 1_000) / pack.credits, pack.currency),
                    })}
                  </p>
                </div>
                <ActionButton
                  operation="credits_buy"
                  look="primary"
                  disabled={buy.isPending}
                  aria-label={t("Buy {n} credits for {price}", {
                    n: formatNumber(pack.credits),
                    price: money(pack.cents, pack.currency),
                  })}
                  onClick={() => void choose(pack)}
                >
                  {money(pack.cents, pack.currency)}
                </ActionButton>
              </li>
            ))}
          </ul>
        )}
      </Loaded>
      <Orders pay={setOrder} />
      {order && <PayDialog order={order} close={() => setOrder(null)} />}
    </Section>
  );
}

function Orders({ pay }: { pay: (order: CreditOrder) => void }) {
  const orders = useQuery(ordersQuery).data ?? [];
  if (orders.length === 0) return null;
  return (
    <div className="mt-4">
      <h3 className="mb-1 text-xs font-semibold text-ink-faint">{t("Orders")}</h3>
      <ul className="divide-y divide-line/70">
        {orders.map((order) => (
          <li key={order.id} className="flex items-center gap-3 py-1.5 text-sm">
            <span className="flex-1 numeric">{t("{n} credits", { n: formatNumber(order.credits) })}</span>
            <span className="text-ink-soft numeric">{money(order.cents, order.currency)}</span>
            <time className="hidden text-xs text-ink-faint sm:block" title={dateTime(order.created_at)}>
              {ago(order.created_at)}
            </time>
            {order.paid_at !== null ? (
              <Badge tone="ok">{t("Paid")}</Badge>
            ) : (
              <Button size="sm" onClick={() => (order.provider === "local" ? pay(order) : go(order.url))}>
                {t("Pay")}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}

function go(url: string | null): void {
  if (url) location.assign(url);
}

/** Stands for the payment provider's page where nobody takes payments. */
function PayDialog({ order, close }: { order: CreditOrder; close: () => void }) {
  const pay = usePayOrder();
  const send = async () => {
    await pay.mutateAsync(order.id);
    toast.ok(t("{n} credits were added", { n: formatNumber(order.credits) }));
    close();
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => open || close()}
      title={t("Pay {price}", { price: money(order.cents, order.currency) })}
      description={t(
        "{n} credits. This host has no payment provider: nothing is charged, and the order is paid at once.",
        { n: formatNumber(order.credits) },
      )}
      footer={
        <>
          <Button onClick={close}>{t("Later")}</Button>
          <ActionButton
            operation="credits_pay"
            look="primary"
            disabled={pay.isPending}
            onClick={() => void send()}
          >
            <CreditCard />
            {t("Pay now")}
          </ActionButton>
        </>
      }
    />
  );
}

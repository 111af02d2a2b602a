"""Buying credits: an order, a checkout at the payment provider, and its signed notice that fills the balance once."""

import logging
from typing import Any

from flow_builder.domain import prices
from flow_builder.domain.credits import Entry
from flow_builder.domain.ids import new_id, now
from flow_builder.domain.order import Order
from flow_builder.errors import Conflict, InvalidInput, NotFound
from flow_builder.payments import Payment, Payments, Reversal
from flow_builder.payments.local import LocalPayments
from flow_builder.services import reversals
from flow_builder.services.app import App

log = logging.getLogger(__name__)


def list_packs() -> list[dict[str, Any]]:
    """Returns what can be bought."""
    return [
        {"id": pack.id, "credits": pack.credits, "cents": pack.cents, "currency": prices.CURRENCY}
        for pack in prices.PACKS.values()
    ]


async def order(app: App, workspace: str, pack: str, by: str, back: str) -> Order:
    """Orders a pack and returns the order with the address where it is paid.

    Raises NotFound `payment.off`, InvalidInput `pack.unknown`, HostError `payment.failed`.
    """
    provider = _provider(app)
    found = prices.PACKS.get(pack)
    if found is None:
        raise InvalidInput(
            f"There is no pack {pack!r}.", code="pack.unknown", field="/pack", hint=f"One of {', '.join(prices.PACKS)}."
        )
    made = Order(
        id=new_id("ord"),
        workspace=workspace,
        pack=pack,
        credits=found.credits,
        cents=found.cents,
        currency=prices.CURRENCY,
        provider=provider.name,
        by=by,
        created_at=now(),
    )
    await app.stores.orders.create(made)
    checkout = await provider.checkout(made, back)
    try:
        return await app.stores.orders.change(made, session=checkout.session, url=checkout.url)
    except Conflict:  # paid before we knew where
        return await app.stores.orders.get(workspace, made.id)


async def pay_locally(app: App, workspace: str, order_: str) -> Order:
    """Pays an order on a host where nobody pays, by the same notice that a provider would send.

    Raises NotFound `order.not_found`, `payment.off`, Conflict `order.paid`.
    """
    provider = _provider(app)
    if not isinstance(provider, LocalPayments):
        raise NotFound("Orders are paid at the payment provider.", code="payment.off")
    found = await app.stores.orders.get(workspace, order_)
    if found.status == "paid":
        raise Conflict("The order has already been paid.", code="order.paid")
    body, signature = provider.pay(found, now())
    await take_notice(app, provider.name, body, signature)
    return await app.stores.orders.get(workspace, order_)


async def take_notice(app: App, provider: str, body: bytes, signature: str) -> tuple[bool, bool]:
    """Heeds a provider's notice; returns whether it added credits, and whether credits went or came with money of before.

    Neither for one that was heeded before or says nothing new.

    Raises NotFound, Forbidden `payment.signature`, InvalidInput `payment.notice`, `payment.amount`.
    """
    known = _provider(app)
    if known.name != provider:
        raise NotFound("This host takes no payments through that provider.", code="payment.off")
    said = known.read(body, signature, now())
    if isinstance(said, Reversal):
        return False, await reversals.reverse(app, said)
    return said is not None and await _fill(app, said), False


async def _fill(app: App, payment: Payment) -> bool:
    found = await app.stores.orders.get(payment.workspace, payment.order)
    if (payment.cents, payment.currency) != (found.cents, found.currency):
        log.error("notice %s of order %s is over another amount", payment.event, found.id)
        raise InvalidInput("The amount is not that of the order.", code="payment.amount")
    at = now()
    entry = Entry(
        id=f"purchase:{found.id}",
        workspace=found.workspace,
        kind="purchase",
        amount=found.credits,
        at=at,
        note=f"{found.pack}, {found.provider} {payment.session}",
    )
    paid = app.stores.orders.paid_ops(found, payment.event, at, payment.payment)
    added = await app.stores.ledger.add(entry, *paid)
    await reversals.pay_owed(app, found.workspace)
    return added


def _provider(app: App) -> Payments:
    if app.payments is None:
        raise NotFound(
            "This host does not sell credits.",
            code="payment.off",
            hint="The setting FLOW_PAYMENTS says who takes payments.",
        )
    return app.payments

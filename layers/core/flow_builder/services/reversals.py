"""Money of purchases that goes back to the payer takes its credits along; money that comes again brings them.

Credits go in proportion to the money. Those that were spent by then cannot be taken: a balance is never below zero. They
are owed, and paid of the next credits that come in.
"""

import asyncio
import logging
import random

from flow_builder.domain.credits import Entry
from flow_builder.domain.ids import now
from flow_builder.domain.order import Order
from flow_builder.errors import Conflict, InvalidInput
from flow_builder.payments import Reversal
from flow_builder.services import credit_alerts
from flow_builder.services.app import App

log = logging.getLogger(__name__)

_TRIES = 200
_SAID = {"refund": "refunded", "dispute": "taken back by the bank", "reinstated": "given again by the bank"}


async def reverse(app: App, notice: Reversal) -> bool:
    """Heeds a notice; True when credits went or came with it, False when it says nothing new or is about others' payments.

    Raises InvalidInput `payment.amount`.
    """
    for attempt in range(_TRIES):
        known = await app.stores.orders.of_payment(notice.payment)
        if known is None:
            return False
        before, rev = known
        after = _after(before, notice)
        if after == before:
            return False
        try:
            return await _book(app, notice, before, after, rev)
        except Conflict:  # others spent of the same balance, or another notice of the order was faster
            if attempt == _TRIES - 1:
                raise
            await asyncio.sleep(random.uniform(0, 0.002 * min(attempt, 20)))  # noqa: S311 - spreading load
    raise AssertionError


async def pay_owed(app: App, workspace: str) -> None:
    """Pays what is owed of credits that came in; when others change the balance just now, the next ones do."""
    try:
        await app.stores.ledger.pay_owed(workspace, now())
    except Conflict:
        log.debug("what workspace %s owes is paid later", workspace)


async def _book(app: App, notice: Reversal, before: Order, after: Order, rev: int) -> bool:
    entry = Entry(
        id=f"reversal:{before.id}:{notice.event}",
        workspace=before.workspace,
        kind="reversal",
        amount=0,
        at=now(),
        note=f"{before.pack}, {notice.cents / 100:.2f} {notice.currency} {_SAID[notice.kind]}, {before.provider} {notice.id}",
    )
    credits_ = after.reversed - before.reversed
    done = await app.stores.ledger.reverse(entry, credits_, app.stores.orders.changed_op(after, rev))
    if done:
        log.warning("order %s: %d of %d cents are with the payer again", after.id, after.returned_cents, after.cents)
        await credit_alerts.look(app, after.workspace)
    return done


def _after(order: Order, notice: Reversal) -> Order:
    """Returns an order as a notice leaves it, whatever order notices come in; InvalidInput `payment.amount`."""
    if notice.currency != order.currency or notice.cents > order.cents:
        log.error("notice %s of order %s is over another amount", notice.event, order.id)
        raise InvalidInput("The amount is not that of the order.", code="payment.amount")
    refunded, disputes = order.refunded_cents, dict(order.disputes)
    if notice.kind == "refund":
        refunded = max(refunded, notice.cents)
    elif notice.kind == "reinstated":
        disputes[notice.id] = 0
    else:
        disputes.setdefault(notice.id, notice.cents)
    after = order.model_copy(update={"refunded_cents": refunded, "disputes": disputes})
    return after.model_copy(update={"reversed": order.credits * after.returned_cents // order.cents})

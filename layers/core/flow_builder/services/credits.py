"""Credits: reserved with the run that needs them, settled at its end, added by grants and purchases.

A run and its reservation are stored in one transaction; a run ends, and its marker stays until it is settled. So a host
that dies in between leaves nothing reserved for ever and charges nothing twice.
"""

import asyncio
import random
from collections.abc import Awaitable, Callable, Sequence
from typing import TYPE_CHECKING, TypeVar

from flow_builder.domain.credits import Account, Entry, Hold, Month, is_platform_end, month_of
from flow_builder.domain.ids import now
from flow_builder.domain.run import Run
from flow_builder.errors import Conflict, PaymentRequired
from flow_builder.services import credit_alerts
from flow_builder.services.app import App
from flow_builder.services.ends import Taker
from flow_builder.services.metering import AHEAD, RunMeter
from flow_builder.services.reversals import pay_owed
from flow_builder.store.ledger import LedgerStore, Terms
from flow_builder.store.table import Write

if TYPE_CHECKING:
    from flow_builder.machines.treasury import Spender

T = TypeVar("T")

_TRIES = 200
"""Reservations are tried again when others took from the same balance at the same moment."""


async def grant(app: App, workspace: str, amount: int, key: str, note: str = "") -> bool:
    """Gives credits once per key; False when that was done before."""
    entry = Entry(id=f"grant:{key}", workspace=workspace, kind="grant", amount=amount, at=now(), note=note)
    added = await app.stores.ledger.add(entry)
    await pay_owed(app, workspace)
    return added


async def open_account(app: App, workspace: str, amount: int | None = None) -> bool:
    """Gives a workspace what it begins with, once; without an amount what the host's setting says."""
    given = app.settings.credits_opening if amount is None else amount
    entry = Entry(id="opening", workspace=workspace, kind="opening", amount=given, at=now())
    return await app.stores.ledger.add(entry)


async def raise_to(app: App, workspace: str, amount: int, key: str) -> bool:
    """Raises a balance to an amount if it is lower, once per key; what is reserved counts as being there."""
    account = await account_of(app, workspace)
    missing = max(0, amount - account.balance - account.reserved)
    return await grant(app, workspace, missing, key, f"Raised to {amount}")


async def account_of(app: App, workspace: str) -> Account:
    """Returns what a workspace has; one that never had anything gets what it begins with."""
    found = await app.stores.ledger.account(workspace)
    if found is None:
        await open_account(app, workspace)
        found = await app.stores.ledger.account(workspace)
    return found or Account()


class LedgerTreasury:
    """Implements machines.treasury.Treasury on the ledger."""

    def __init__(self, app: App) -> None:
        self._app = app
        self._ledger = app.stores.ledger

    async def reserve(self, run: Run, store: Callable[[Sequence[Write]], Awaitable[T]]) -> T:
        """Stores a run together with what is reserved for it: all it may cost at most, or as much as there is.

        Where nobody can tell the most, it is the least and a little more. Raises PaymentRequired `credits.insufficient`
        or `budget.exceeded` when not even the least is covered.
        """
        for attempt in range(_TRIES):
            terms = await self._terms(run)
            run.reserved = _amount(run, terms)
            hold = Hold(
                workspace=run.workspace,
                run=run.id,
                flow=run.flow,
                flow_name=run.flow_name,
                month=terms.month,
                reserved=run.reserved,
            )
            try:
                stored = await store(self._ledger.reserve_ops(hold, now()))
            except Conflict:
                if attempt == _TRIES - 1:
                    raise
                await asyncio.sleep(random.uniform(0, 0.002 * min(attempt, 20)))  # noqa: S311 - spreading load
            else:
                await credit_alerts.look(self._app, run.workspace, run.flow)
                return stored
        raise AssertionError

    async def _terms(self, run: Run) -> Terms:
        """Returns the balance, the budgets and what is left of them; what does not exist yet is made."""
        while True:
            terms = await self._ledger.terms(run.workspace, run.flow, month_of(now()))
            if terms.account is None:
                await open_account(self._app, run.workspace)
            elif terms.of_workspace is None:
                await self._ledger.open_month(run.workspace, None, terms.month)
            elif terms.of_flow is None:
                await self._ledger.open_month(run.workspace, run.flow, terms.month)
            else:
                return terms

    def meter(self, active: "Spender") -> RunMeter:
        """Returns what watches over a run that begins or goes on."""
        return RunMeter(self._ledger, active)


def _amount(run: Run, terms: Terms) -> int:
    """Returns how much is reserved for a run; PaymentRequired when it cannot start."""
    assert terms.account is not None
    least, most = run.estimate or [0, None]
    least = least or 0
    limit = terms.run_limit
    if limit is not None and least > limit:
        raise PaymentRequired(
            f"This run costs at least {least} credits; its budget is {limit}.",
            code="budget.exceeded",
            hint="Raise the budget per run, or make the flow cheaper.",
            details={"budget": "run", "limit": limit, "least": least},
        )
    for name, month in (("month", terms.of_workspace), ("flow", terms.of_flow)):
        if month is not None and month.left < least:
            raise _over_month(name, month, least)
    if terms.account.balance < least:
        raise PaymentRequired(
            f"This run costs at least {least} credits; {terms.account.balance} are left.",
            hint="Buy credits, or wait for runs under way to end: what they do not use comes back.",
            details={"balance": terms.account.balance, "reserved": terms.account.reserved, "least": least},
        )
    wanted = least + AHEAD if most is None else most
    room = [terms.account.balance, *(each.left for each in (terms.of_workspace, terms.of_flow) if each is not None)]
    return max(0, least, min([wanted, *room, *([] if limit is None else [limit])]))


def _over_month(name: str, month: Month, least: int) -> PaymentRequired:
    whose = "The workspace's" if name == "month" else "The flow's"
    return PaymentRequired(
        f"{whose} budget of {month.budget} credits for {month.month} leaves {max(0, month.left)}; "
        f"this run costs at least {least}.",
        code="budget.exceeded",
        hint="Raise the budget, or wait for the next month.",
        details={"budget": name, "month": month.month, "left": month.left, "least": least},
    )


def taker(app: App) -> Taker:
    """Returns what settles runs at their ends."""

    async def take(run: Run) -> None:
        await settle(app, run)
        await pay_owed(app, run.workspace)
        await credit_alerts.look(app, run.workspace, run.flow)

    return Taker("credits", lambda run: run.reserved is not None, take)


async def settle(app: App, run: Run) -> None:
    """Charges an ended run for the steps that were executed, once, and never more than was reserved for it."""
    ledger: LedgerStore = app.stores.ledger
    while (hold := await ledger.hold(run.workspace, run.id)) is not None:
        charged = min(run.credits, hold.reserved)
        refunded = charged if is_platform_end(run.error) else min(run.refundable, charged)
        try:
            await ledger.settle(hold, charged, refunded, now())
        except Conflict:
            await asyncio.sleep(random.uniform(0, 0.002))  # noqa: S311 - spreading load

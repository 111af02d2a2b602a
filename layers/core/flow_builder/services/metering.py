"""Watches over what a run uses while it is executed: no step begins that neither credits nor budgets cover."""

import asyncio
from typing import TYPE_CHECKING, Any

from flow_builder.domain.credits import Hold
from flow_builder.domain.ids import now
from flow_builder.domain.status import Status
from flow_builder.engine.run import Ending
from flow_builder.errors import Conflict, StorageError
from flow_builder.store.ledger import LedgerStore, Terms

if TYPE_CHECKING:
    from flow_builder.machines.treasury import Spender

AHEAD = 20
"""Credits that are reserved ahead, at least, for a run of which nobody can tell what it costs."""
_TRIES = 100


class RunMeter:
    """Implements engine.host.Meter for one run: reserves more when what is reserved does not cover the next step."""

    def __init__(self, ledger: LedgerStore, active: "Spender") -> None:
        self._ledger = ledger
        self._active = active
        self._hold: Hold | None = None
        self._limit: int | None = None
        self._aside = 0
        self._more = asyncio.Lock()
        self._late: set[asyncio.Task[None]] = set()

    @property
    def _needed(self) -> int:
        return self._active.journal.credits + self._aside

    async def take(self, node: str) -> None:
        """Sets the price of a step aside before it is executed; ends the run, and never returns, if it cannot go on."""
        price = self._active.prepared.price(node)
        self._aside += price
        try:
            if self._hold is None or self._needed > self._hold.reserved:
                await self._cover()
        except BaseException:
            self._aside -= price
            raise

    def begin(self, node: str) -> None:
        """Sets the price of a step aside that has begun in a worker; ends the run soon if it cannot go on."""
        self._aside += self._active.prepared.price(node)
        if self._hold is None or self._needed > self._hold.reserved:
            task = asyncio.get_running_loop().create_task(self._cover_late())
            self._late.add(task)
            task.add_done_callback(self._late.discard)

    def leave(self, node: str) -> None:
        """Gives back what was set aside: the step is about to be recorded, or it was given up."""
        self._aside -= self._active.prepared.price(node)

    async def _cover_late(self) -> None:
        try:
            async with asyncio.timeout(60):
                await self._cover(wait=False)
        except StorageError:
            return  # the run meets the same failure when it records what it does

    async def _cover(self, *, wait: bool = True) -> None:
        async with self._more:
            refusal = await self._reserve()
        if refusal is not None:
            self._active.end(Ending(Status.FAILED, error={"node": "", **refusal}))
            if wait:
                await asyncio.get_running_loop().create_future()  # until the cancellation arrives

    async def _reserve(self) -> dict[str, Any] | None:
        """Reserves until what is needed is covered; returns why the run cannot go on, or None."""
        run = self._active.run
        for _ in range(_TRIES):
            hold = self._hold
            if hold is None:
                hold = self._hold = await self._ledger.hold(run.workspace, run.id)
                terms = await self._ledger.terms(run.workspace, run.flow, hold.month if hold else "")
                self._limit = terms.run_limit
            if hold is None:  # settled by somebody who took it for ended
                return {"code": "credits.settled", "message": "The run has been settled already."}
            if self._limit is not None and self._needed > self._limit:
                return _said("run", f"The run needs more than its budget of {self._limit} credits.")
            missing = self._needed - hold.reserved
            if missing <= 0:
                return None
            terms = await self._ledger.terms(run.workspace, run.flow, hold.month)
            if (refusal := _refusal(terms, missing)) is not None:
                return refusal
            try:
                self._hold = await self._ledger.extend(hold, self._ahead(terms, hold, missing), now())
            except Conflict:
                self._hold = None  # others took from the same balance, or it is not as it was
        return {"code": "credits.insufficient", "message": "The balance changes too often to reserve credits."}

    def _ahead(self, terms: Terms, hold: Hold, missing: int) -> int:
        """Returns how much more is reserved: the longer a run goes on, the more at once, as far as there is some."""
        wanted = max(missing, AHEAD, hold.reserved // 2)
        rooms = [terms.room, *([] if self._limit is None else [self._limit - hold.reserved])]
        return max(missing, min(wanted, *rooms))


def _refusal(terms: Terms, missing: int) -> dict[str, Any] | None:
    for name, month in (("month", terms.of_workspace), ("flow", terms.of_flow)):
        if month is not None and month.left < missing:
            whose = "the workspace" if name == "month" else "the flow"
            return _said(name, f"The budget of {whose} for {month.month}, {month.budget} credits, is used up.")
    if terms.account is None or terms.account.balance < missing:
        return {
            "code": "credits.insufficient",
            "message": "There are no credits left for the next step.",
            "hint": "Buy credits and resume the run: what it has done is kept.",
        }
    return None


def _said(budget: str, message: str) -> dict[str, Any]:
    return {
        "code": "budget.exceeded",
        "message": message,
        "hint": "Raise the budget and resume the run: what it has done is kept.",
        "details": {"budget": budget},
    }

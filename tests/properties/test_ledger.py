"""Whatever is reserved, settled, refunded, bought, paid back, limited and cut off in whatever order, the books balance."""

import asyncio
import shutil
import tempfile
from collections.abc import Coroutine
from pathlib import Path
from typing import Any, TypeVar

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from flow_builder.domain.credits import Budget, Entry, Hold
from flow_builder.errors import Conflict
from flow_builder.store.ledger import LedgerStore
from flow_builder.store.sqlite import SqliteTable

T = TypeVar("T")

W, MONTH, FLOWS = "w", "2026-11", ("f", "g")
AT = 1_795_000_000_000
amounts = st.integers(0, 60)
flows = st.sampled_from(FLOWS)


class Books(RuleBasedStateMachine):
    """Compares the ledger with a model of plain numbers after every step."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.loop = asyncio.new_event_loop()
        self.number = 0
        self.open: dict[str, Hold] = {}
        self.ended: list[Hold] = []
        self.expected = 0
        self.owed = 0
        self.used = dict.fromkeys((None, *FLOWS), 0)
        self.limits: dict[str | None, int | None] = dict.fromkeys((None, *FLOWS))
        self._start()

    def _start(self) -> None:
        async def made() -> SqliteTable:
            return SqliteTable(self.folder / "state.db")

        self.table = self.do(made())
        self.ledger = LedgerStore(self.table)

    def do(self, work: Coroutine[Any, Any, T]) -> T:
        return self.loop.run_until_complete(work)

    def teardown(self) -> None:
        self.do(self.table.close())
        self.loop.close()
        shutil.rmtree(self.folder)

    @initialize()
    def months(self) -> None:
        for flow in (None, *FLOWS):
            self.do(self.ledger.open_month(W, flow, MONTH))
        self.do(self.ledger.add(Entry(id="opening", workspace=W, kind="opening", amount=0, at=AT)))

    def _next(self) -> str:
        self.number += 1
        return f"r{self.number:04d}"

    def _has_room(self, flow: str, amount: int) -> bool:
        limits = ((self.limits[each], self.used[each]) for each in (None, flow))
        return self.expected >= amount and all(limit is None or limit - used >= amount for limit, used in limits)

    def _take(self, flow: str, amount: int) -> None:
        self.expected -= amount
        self.used[None] += amount
        self.used[flow] += amount

    @rule(amount=amounts, key=st.integers(0, 6))
    def buy(self, amount: int, key: int) -> None:
        entry = Entry(id=f"purchase:{key}", workspace=W, kind="purchase", amount=amount, at=AT)
        known = self.do(self.ledger.entry(W, entry.id)) is not None
        assert self.do(self.ledger.add(entry)) is not known
        self.expected += 0 if known else amount

    @rule(amount=st.integers(-60, 60), key=st.integers(0, 9))
    def reverse(self, amount: int, key: int) -> None:
        entry = Entry(id=f"reversal:{key}", workspace=W, kind="reversal", amount=0, at=AT)
        known = self.do(self.ledger.entry(W, entry.id)) is not None
        assert self.do(self.ledger.reverse(entry, amount)) is not known
        if not known:
            moved = min(self.expected, amount) if amount > 0 else min(0, amount + self.owed)
            self.expected -= moved
            self.owed += amount - moved

    @rule()
    def pay_owed(self) -> None:
        self.do(self.ledger.pay_owed(W, AT))
        paid = min(self.expected, self.owed)
        self.expected -= paid
        self.owed -= paid

    @rule(amount=amounts, flow=flows)
    def reserve(self, amount: int, flow: str) -> None:
        hold = Hold(workspace=W, run=self._next(), flow=flow, flow_name=flow, month=MONTH, reserved=amount)
        fits = self._has_room(flow, amount)
        try:
            self.do(self.table.write(*self.ledger.reserve_ops(hold, AT)))
        except Conflict:
            assert not fits
        else:
            assert fits
            self._take(flow, amount)
            self.open[hold.run] = hold

    @precondition(lambda self: self.open)
    @rule(data=st.data(), amount=amounts)
    def extend(self, data: st.DataObject, amount: int) -> None:
        hold = self.open[data.draw(st.sampled_from(sorted(self.open)))]
        fits = self._has_room(hold.flow, amount)
        try:
            after = self.do(self.ledger.extend(hold, amount, AT))
        except Conflict:
            assert not fits
        else:
            assert fits
            self._take(hold.flow, amount)
            self.open[hold.run] = after

    @precondition(lambda self: self.open)
    @rule(data=st.data())
    def settle(self, data: st.DataObject) -> None:
        hold = self.open.pop(data.draw(st.sampled_from(sorted(self.open))))
        charged = data.draw(st.integers(0, hold.reserved))
        refunded = data.draw(st.integers(0, charged))
        self.do(self.ledger.settle(hold, charged, refunded, AT))
        self._take(hold.flow, -(hold.reserved - charged + refunded))
        self.ended.append(hold)

    @precondition(lambda self: self.ended)
    @rule(data=st.data())
    def settle_again(self, data: st.DataObject) -> None:
        hold = data.draw(st.sampled_from(self.ended))
        assert self.do(self.ledger.hold(W, hold.run)) is None
        for again in (self.ledger.settle(hold, 0, 0, AT), self.ledger.extend(hold, 1, AT)):
            try:
                self.do(again)  # type: ignore[arg-type]
            except Conflict:
                continue
            raise AssertionError("a settled run was settled or extended again")

    @rule(limit=st.none() | st.integers(0, 200), flow=st.sampled_from((None, *FLOWS)))
    def limit(self, limit: int | None, flow: str | None) -> None:
        self.do(self.ledger.set_budget(W, flow, Budget(month=limit), MONTH))
        self.limits[flow] = limit

    @rule(amount=amounts, flow=flows, steps=st.integers(0, 3))
    def cut_off(self, amount: int, flow: str, steps: int) -> None:
        """A host that dies while it reserves, and is started again: it did or it did not, never half."""
        hold = Hold(workspace=W, run=self._next(), flow=flow, flow_name=flow, month=MONTH, reserved=amount)

        async def part() -> None:
            task = asyncio.create_task(self.table.write(*self.ledger.reserve_ops(hold, AT)))
            for _ in range(steps):
                await asyncio.sleep(0)
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

        self.do(part())
        self.do(self.table.close())
        self._start()
        stored = self.do(self.ledger.hold(W, hold.run))
        if stored is not None:
            self._take(flow, amount)
            self.open[hold.run] = stored

    @invariant()
    def balances(self) -> None:
        account = self.do(self.ledger.account(W))
        if account is None:
            return
        assert account.balance == self.expected == self.do(self.ledger.total(W))
        assert account.balance >= 0
        assert account.owed == self.owed >= 0
        assert account.reserved == sum(hold.reserved for hold in self.open.values())
        for flow, used in self.used.items():
            month = self.do(self.ledger.month(W, flow, MONTH))
            assert month is not None
            assert (month.used, month.budget) == (used, self.limits[flow])


Books.TestCase.settings = settings(max_examples=25, stateful_step_count=30, deadline=None)
TestBooks = Books.TestCase

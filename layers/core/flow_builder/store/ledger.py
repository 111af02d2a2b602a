"""The ledger of credits: entries, balances, what is held for runs, budgets, usage by day.

Keys (W = workspace, F = flow id, R = run id), all in the partition CREDITS#W:

    ACCOUNT                 balance and reserved: what has to be there is a condition of the write that takes it
    ENTRY#<id>              a line of the ledger, written once; gsi1 = by time
    HOLD#R                  what is reserved for a run; whoever removes it settles the run
    BUDGET, BUDGET#F        limits of the workspace and of one flow
    MONTH#2026-11, …#F      what its runs use in a month, and what is left of the budget
    DAY#2026-11-21#F        what settled runs were charged on a day
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from flow_builder.domain.credits import NO_LIMIT, Account, Budget, Entry, Hold, Month
from flow_builder.errors import Conflict
from flow_builder.store.table import (
    Absent,
    Condition,
    Delete,
    FieldAtLeast,
    FieldIn,
    Item,
    Present,
    Put,
    RevIs,
    Table,
    Update,
    Write,
)

_DAYS_KEPT_S = 2 * 366 * 86_400


@dataclass(frozen=True, slots=True)
class Day:
    """What runs of a flow that were settled on a day were charged."""

    day: str
    flow: str
    flow_name: str
    charged: int
    refunded: int
    runs: int


@dataclass(frozen=True, slots=True)
class Terms:
    """What decides whether a run may start or go on."""

    month: str
    account: Account | None
    budget: Budget
    flow_budget: Budget
    of_workspace: Month | None
    of_flow: Month | None

    @property
    def run_limit(self) -> int | None:
        """What one run may use, the lower one of both budgets."""
        return min((each.run for each in (self.budget, self.flow_budget) if each.run is not None), default=None)

    @property
    def room(self) -> int:
        """What may be reserved now."""
        months = [each.left for each in (self.of_workspace, self.of_flow) if each is not None]
        return min([self.account.balance if self.account else 0, *months])


class LedgerStore:
    """The repository of credits; every method is scoped by workspace."""

    def __init__(self, table: Table) -> None:
        self.table = table

    # ---- the balance

    async def account(self, workspace: str) -> Account | None:
        """Returns what a workspace has, None when it never had any."""
        item = await self.table.get(_pk(workspace), "ACCOUNT")
        return None if item is None else Account(**item.doc)

    async def terms(self, workspace: str, flow: str, month: str) -> Terms:
        """Returns balance, budgets and what is left of a month, in one read."""
        pk, months = _pk(workspace), _months(month, flow)
        names = ("ACCOUNT", _budget_key(None), _budget_key(flow), *months)
        found = {item.sk: item.doc for item in await self.table.batch_get([(pk, name) for name in names])}
        used = [Month(**found[name]) if name in found else None for name in months]
        account = Account(**found["ACCOUNT"]) if "ACCOUNT" in found else None
        budgets = [Budget.model_validate(found.get(name, {})) for name in names[1:3]]
        return Terms(month, account, budgets[0], budgets[1], used[0], used[1])

    async def add(self, entry: Entry, *also: Write) -> bool:
        """Adds credits with their entry, and `also` in the same transaction; False when the entry is there already."""
        assert entry.amount >= 0
        try:
            filled = Update(_pk(entry.workspace), "ACCOUNT", add={"balance": entry.amount, "filled": 1, "reserved": 0})
            await self.table.write(Put(_item(entry), Absent()), filled, *also)
        except Conflict:
            if await self.entry(entry.workspace, entry.id) is None:
                raise
            return False
        return True

    async def reverse(self, entry: Entry, credits_: int, *also: Write) -> bool:
        """Takes credits back as far as there are any, the rest is owed; of less than none what is owed is paid first.

        The entry gets its amount here; False when it is there already. Conflict when `also` does not hold, or others
        changed the balance meanwhile.
        """
        if await self.entry(entry.workspace, entry.id) is not None:
            return False
        account = await self.account(entry.workspace) or Account()
        moved = min(account.balance, credits_) if credits_ > 0 else min(0, credits_ + account.owed)
        owed = credits_ - moved
        change: dict[str, float] = {"balance": -moved, "owed": owed, "reserved": 0, "filled": int(moved < 0)}
        condition: Condition = FieldAtLeast("balance", moved) if credits_ > 0 else Present()
        if owed < 0:
            condition = FieldAtLeast("owed", -owed)
        update = Update(_pk(entry.workspace), "ACCOUNT", add=change, condition=condition)
        await self.table.write(Put(_item(entry.model_copy(update={"amount": -moved})), Absent()), update, *also)
        return True

    async def pay_owed(self, workspace: str, at: int) -> None:
        """Takes what is owed out of the balance, as far as there is some; Conflict when others changed it meanwhile."""
        item = await self.table.get(_pk(workspace), "ACCOUNT")
        account = Account() if item is None else Account(**item.doc)
        due = min(account.balance, account.owed)
        if item is None or due <= 0:
            return
        entry = Entry(id=f"reversal:owed:{item.rev}", workspace=workspace, kind="reversal", amount=-due, at=at)
        update = Update(_pk(workspace), "ACCOUNT", add={"balance": -due, "owed": -due}, condition=RevIs(item.rev))
        await self.table.write(Put(_item(entry), Absent()), update)

    async def mark_told(self, workspace: str, told: dict[str, int]) -> None:
        """Remembers which thresholds were told of."""
        await self.table.update(Update(_pk(workspace), "ACCOUNT", set={"told": told}, condition=Present()))

    # ---- runs

    def reserve_ops(self, hold: Hold, at: int) -> list[Write]:
        """Returns the writes that reserve credits for a new run; Conflict when the balance or a budget lacks them.

        The account and both months have to exist.
        """
        doc = hold.model_dump(exclude={"rev"})
        return [
            Put(Item(_pk(hold.workspace), f"HOLD#{hold.run}", doc), Absent()),
            *_taken(hold, hold.reserved, f"{hold.run}:reserve", at),
        ]

    async def extend(self, hold: Hold, amount: int, at: int) -> Hold:
        """Reserves more for a run; Conflict when the balance or a budget lacks it, or the hold is another by now."""
        number = hold.extensions + 1
        await self.table.write(
            Update(
                _pk(hold.workspace),
                f"HOLD#{hold.run}",
                add={"reserved": amount, "extensions": 1},
                condition=FieldIn("extensions", (hold.extensions,)),
            ),
            *_taken(hold, amount, f"{hold.run}:reserve:{number}", at),
        )
        change = {"reserved": hold.reserved + amount, "extensions": number, "rev": hold.rev + 1}
        return hold.model_copy(update=change)

    async def hold(self, workspace: str, run: str) -> Hold | None:
        """Returns what is reserved for a run, None when it is settled or never had any."""
        item = await self.table.get(_pk(workspace), f"HOLD#{run}")
        return None if item is None else Hold(**item.doc, rev=item.rev)

    async def settle(self, hold: Hold, charged: int, refunded: int, at: int) -> None:
        """Gives back what a run did not use, and what failed because of the platform; Conflict if the hold is not as given."""
        back = hold.reserved - charged
        facts: dict[str, Any] = {"workspace": hold.workspace, "at": at, **_of(hold)}
        entries = [Entry(id=f"{hold.run}:settle", kind="settle", amount=back, charged=charged, **facts)]
        if refunded:
            entries.append(Entry(id=f"{hold.run}:refund", kind="refund", amount=refunded, **facts))
        pk, total = _pk(hold.workspace), back + refunded
        day = datetime.fromtimestamp(at / 1_000, UTC).date().isoformat()
        await self.table.write(
            Delete(pk, f"HOLD#{hold.run}", RevIs(hold.rev)),
            *(Put(_item(entry), Absent()) for entry in entries),
            Update(pk, "ACCOUNT", add={"balance": total, "reserved": -hold.reserved}, condition=Present()),
            *(Update(pk, key, add={"used": -total, "left": total}) for key in _months(hold.month, hold.flow)),
            Update(
                pk,
                f"DAY#{day}#{hold.flow}",
                set={"day": day, "flow": hold.flow, "flow_name": hold.flow_name},
                add={"charged": charged, "refunded": refunded, "runs": 1},
                keys={"ttl": at // 1_000 + _DAYS_KEPT_S},
            ),
        )

    # ---- reading

    async def entry(self, workspace: str, entry: str) -> Entry | None:
        """Returns one line of the ledger."""
        item = await self.table.get(_pk(workspace), f"ENTRY#{entry}")
        return None if item is None else Entry(**item.doc)

    async def entries(
        self, workspace: str, *, run: str | None = None, limit: int = 100, cursor: str | None = None
    ) -> tuple[list[Entry], str | None]:
        """Returns lines of the ledger, the newest first, or those of one run, and the cursor of the next page."""
        if run is not None:
            page = await self.table.query(_pk(workspace), prefix=f"ENTRY#{run}:", limit=limit, cursor=cursor)
        else:
            page = await self.table.query(_by_time(workspace), index="gsi1", limit=limit, cursor=cursor, reverse=True)
        return [Entry(**item.doc) for item in page.items], page.cursor

    async def total(self, workspace: str) -> int:
        """Returns the sum of all entries, which is the balance; reads the whole ledger."""
        found, cursor = 0, None
        while True:
            page = await self.table.query(_pk(workspace), prefix="ENTRY#", limit=1_000, cursor=cursor)
            found += sum(int(item.doc["amount"]) for item in page.items)
            if (cursor := page.cursor) is None:
                return found

    async def days(self, workspace: str, since: str, until: str) -> list[Day]:
        """Returns what flows were charged on the days from `since` to `until`, in that order."""
        found: list[Day] = []
        cursor: str | None = None
        while True:
            between = (f"DAY#{since}", f"DAY#{until}#~")
            page = await self.table.query(_pk(workspace), between=between, limit=1_000, cursor=cursor)
            found += [Day(**item.doc) for item in page.items]
            if (cursor := page.cursor) is None:
                return found

    # ---- budgets

    async def budget(self, workspace: str, flow: str | None = None) -> tuple[Budget, int]:
        """Returns the budget of a workspace or a flow and its revision, 0 when it was never set."""
        item = await self.table.get(_pk(workspace), _budget_key(flow))
        return (Budget(), 0) if item is None else (Budget.model_validate(item.doc), item.rev)

    async def set_budget(self, workspace: str, flow: str | None, budget: Budget, month: str) -> None:
        """Replaces a budget, with effect on what is left of this month; Conflict when somebody else was faster."""
        pk, key = _pk(workspace), _month_key(month, flow)
        known, used = await self.table.get(pk, _budget_key(flow)), await self.table.get(pk, key)
        doc = budget.model_dump(mode="json")
        spent = int(used.doc["used"]) if used else 0
        left = (NO_LIMIT if budget.month is None else budget.month) - spent
        after = {"month": month, "used": spent, "left": left, "told": 0}
        await self.table.write(
            Put(Item(pk, _budget_key(flow), doc, rev=known.rev + 1 if known else 1), _as_read(known)),
            Put(Item(pk, key, after, rev=used.rev + 1 if used else 1), _as_read(used)),
        )

    async def month(self, workspace: str, flow: str | None, month: str) -> Month | None:
        """Returns what is used of a month, None before anything is."""
        item = await self.table.get(_pk(workspace), _month_key(month, flow))
        return None if item is None else Month(**item.doc)

    async def open_month(self, workspace: str, flow: str | None, month: str) -> None:
        """Begins a month with its budget, unless it has begun."""
        budget, _ = await self.budget(workspace, flow)
        left = NO_LIMIT if budget.month is None else budget.month
        doc = {"month": month, "used": 0, "left": left, "told": 0}
        try:
            await self.table.write(Put(Item(_pk(workspace), _month_key(month, flow), doc), Absent()))
        except Conflict:
            return

    async def mark_month_told(self, workspace: str, flow: str | None, month: str, percent: int) -> None:
        """Remembers how much of a budget was told of."""
        op = Update(_pk(workspace), _month_key(month, flow), set={"told": percent}, condition=Present())
        await self.table.update(op)


def _pk(workspace: str) -> str:
    return f"CREDITS#{workspace}"


def _by_time(workspace: str) -> str:
    return f"CREDITS#{workspace}#ENTRIES"


def _budget_key(flow: str | None) -> str:
    return "BUDGET" if flow is None else f"BUDGET#{flow}"


def _month_key(month: str, flow: str | None) -> str:
    return f"MONTH#{month}" if flow is None else f"MONTH#{month}#{flow}"


def _months(month: str, flow: str) -> Sequence[str]:
    return _month_key(month, None), _month_key(month, flow)


def _as_read(item: Item | None) -> RevIs | Absent:
    return Absent() if item is None else RevIs(item.rev)


def _of(hold: Hold) -> dict[str, str]:
    return {"run": hold.run, "flow": hold.flow, "flow_name": hold.flow_name}


def _taken(hold: Hold, amount: int, id_: str, at: int) -> list[Write]:
    """Returns the writes that take an amount out of the balance and of both budgets, with its entry."""
    pk = _pk(hold.workspace)
    entry = Entry(id=id_, workspace=hold.workspace, kind="reserve", amount=-amount, at=at, **_of(hold))
    return [
        Put(_item(entry), Absent()),
        Update(pk, "ACCOUNT", add={"balance": -amount, "reserved": amount}, condition=FieldAtLeast("balance", amount)),
        *(
            Update(pk, key, add={"used": amount, "left": -amount}, condition=FieldAtLeast("left", amount))
            for key in _months(hold.month, hold.flow)
        ),
    ]


def _item(entry: Entry) -> Item:
    return Item(
        _pk(entry.workspace),
        f"ENTRY#{entry.id}",
        entry.model_dump(mode="json", exclude_none=True),
        gsi1pk=_by_time(entry.workspace),
        gsi1sk=f"{entry.at:015d}#{entry.id}",
    )

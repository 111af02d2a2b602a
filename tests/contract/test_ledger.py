"""Credits that 64 clients spend and add at once, on SQLite and on DynamoDB: exact, never below nothing."""

import asyncio
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable
from functools import partial
from pathlib import Path

import pytest

from flow_builder.domain.credits import Account, Budget, Entry, Hold, month_of
from flow_builder.domain.ids import now
from flow_builder.domain.order import Order
from flow_builder.payments import Reversal
from flow_builder.services import credits as service
from flow_builder.services import reversals
from flow_builder.store.ledger import LedgerStore
from flow_builder.store.table import Table
from tests.support.api import Api
from tests.support.conditions import eventually
from tests.support.crowd import at_once, call, stored
from tests.support.hosts import hosts

OPENING = 20


@pytest.fixture
def clock() -> Callable[[], float]:
    """Hosts live by the real time, so their table does as well."""
    return time.time


@pytest.fixture
async def pair(table: Table, tmp_path: Path) -> AsyncIterator[list[Api]]:
    async with hosts(table, tmp_path, 2, credits="on", credits_opening=OPENING) as made:
        yield made


async def started(pair: list[Api], flow_: str, number: int) -> tuple[int, str]:
    answer = await call(pair[number % 2], "POST", "/runs", json={"flow": flow_})
    return answer.status_code, str(answer.json().get("code", ""))


async def settled(ledger: LedgerStore) -> Account:
    """Returns the account once nothing is reserved any more."""

    async def looked() -> Account | None:
        account = await ledger.account("local")
        return account if account is not None and not account.reserved else None

    return await eventually(looked, 60)


async def test_as_many_runs_start_as_there_are_credits_for(pair: list[Api]) -> None:
    ledger = pair[0].app.stores.ledger
    flow_ = await stored(pair[0])
    answers = Counter(await at_once(partial(started, pair, flow_)))
    assert answers == {(201, ""): OPENING, (402, "credits.insufficient"): 64 - OPENING}
    account = await settled(ledger)
    assert account.balance == 0 == await ledger.total("local")
    days = await ledger.days("local", "2000-01-01", "2999-12-31")
    assert sum(day.charged for day in days) == sum(day.runs for day in days) == OPENING


async def test_as_many_runs_start_as_the_budget_of_the_month_allows(pair: list[Api]) -> None:
    ledger = pair[0].app.stores.ledger
    flow_ = await stored(pair[0])
    await ledger.set_budget("local", flow_, Budget(month=7), month_of(now()))
    answers = Counter(await at_once(partial(started, pair, flow_)))
    assert answers == {(201, ""): 7, (402, "budget.exceeded"): 57}
    account = await settled(ledger)
    assert account.balance == OPENING - 7 == await ledger.total("local")


async def test_one_key_grants_once_and_different_ones_all_count(pair: list[Api]) -> None:
    ledger = pair[0].app.stores.ledger

    async def grant(number: int) -> bool:
        return await service.grant(pair[number % 2].app, "team", 5, f"k{number % 8}")

    assert sum(await at_once(grant)) == 8
    account = await ledger.account("team")
    assert account is not None
    assert account.balance == 40 == await ledger.total("team")


async def test_money_that_goes_back_counts_once_while_its_credits_are_spent(pair: list[Api]) -> None:
    stores = pair[0].app.stores
    flow_ = await stored(pair[0])
    order = Order(
        id="ord_1", workspace="local", pack="p", credits=40, cents=400, currency="usd", provider="x", created_at=1
    )
    await stores.orders.create(order)
    bought = Entry(id="purchase:ord_1", workspace="local", kind="purchase", amount=order.credits, at=now())
    await service.open_account(pair[0].app, "local")
    await stores.ledger.add(bought, *stores.orders.paid_ops(order, "evt_0", now(), "pi_1"))

    async def ask(number: int) -> tuple[int, str] | bool:
        if number % 4 == 0:
            return await started(pair, flow_, number // 4)
        cents = 100 * (1 + number % 3) if number > 3 else 400  # each of four notices, several times
        return await reversals.reverse(
            pair[number // 2 % 2].app, Reversal(f"evt_{cents}", "pi_1", "refund", "ch_1", cents, "usd")
        )

    answers = await at_once(ask)
    runs = sum(each == (201, "") for each in answers)
    account = await settled(stores.ledger)
    assert account.balance - account.owed == OPENING + order.credits - order.credits - runs
    assert account.balance == await stores.ledger.total("local") >= 0
    assert (await stores.orders.get("local", "ord_1")).reversed == order.credits
    entries = [each for each in (await stores.ledger.entries("local"))[0] if each.id.startswith("reversal:ord_1")]
    assert 1 <= len(entries) == sum(each is True for each in answers) <= 4


async def test_of_many_that_settle_a_run_one_does(table: Table) -> None:
    ledger = LedgerStore(table)
    await ledger.add(Entry(id="opening", workspace="w", kind="opening", amount=10, at=now()))
    month = month_of(now())
    for flow_ in (None, "f"):
        await ledger.open_month("w", flow_, month)
    hold = Hold(workspace="w", run="r1", flow="f", flow_name="F", month=month, reserved=6)
    await table.write(*ledger.reserve_ops(hold, now()))
    results = await asyncio.gather(
        *(ledger.settle(hold, 4, 1, now()) for _ in range(16)),
        *(ledger.extend(hold, 1, now()) for _ in range(4)),
        return_exceptions=True,
    )
    account = await ledger.account("w")
    assert account is not None
    extended = sum(isinstance(each, Hold) for each in results)
    if left := await ledger.hold("w", "r1"):  # an extension was faster; whoever settles reads again
        assert account.balance == 4 - extended
        await ledger.settle(left, 4, 1, now())
        account = await ledger.account("w")
        assert account is not None
    assert (account.balance, account.reserved) == (10 - 4 + 1, 0)
    assert await ledger.total("w") == 7
    entries, _ = await ledger.entries("w", run="r1")
    assert Counter(each.kind for each in entries) == {"reserve": 1 + extended, "settle": 1, "refund": 1}

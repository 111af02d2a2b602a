"""Money of purchases that goes back: its credits go along as far as they are there, the rest is owed; each notice once."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from flow_builder.domain.credits import Account
from flow_builder.domain.ids import now
from flow_builder.payments.notices import dispute_notice_of, notice_of, refund_notice_of
from flow_builder.payments.signatures import sign
from flow_builder.services.credits import grant
from tests.support.api import Api, api
from tests.support.conditions import eventually
from tests.support.machine import flow
from tests.unit.services.test_purchases import ORDER, SECRET, balance, send

LOG = {"type": "core.log", "config": {"message": "hi"}}
ASKS = flow([{"key": "a", **LOG}, {"key": "ask", "type": "core.approval", "config": {"message": "?"}}], ["a>ask"])


@pytest.fixture
async def shop(tmp_path: Path) -> AsyncIterator[Api]:
    """A host where a pack of 1,000 credits was bought for 1,000 cents."""
    settings: dict[str, Any] = {"payments": "stripe", "stripe_key": "sk_test", "stripe_secrets": SECRET}
    async with api(tmp_path, credits="on", credits_opening=0, **settings) as made:
        await made.app.stores.orders.create(ORDER)
        assert await noticed(made, notice_of(ORDER, "evt_paid")) == (True, False)
        yield made


async def noticed(host: Api, body: bytes) -> tuple[bool, bool]:
    answer = await send(host, body, sign(SECRET, body, now() // 1_000))
    assert answer.status_code == 200, answer.text
    return answer.json()["added"], answer.json()["reversed"]


async def spend(host: Api, amount: int) -> None:
    """Spends so many credits, as a run would that is charged for them."""
    loop = {"key": "each", "type": "core.loop", "config": {"over": {"kind": "each", "items": "{{ input }}"}}}
    document = flow([loop, {"key": "a", "parent": "each", **LOG}])
    before = await balance(host)
    run = await host.run(document, list(range(amount - 1)))
    assert (run["status"], run["credits"]) == ("succeeded", amount)

    async def settled() -> bool:
        return not (await host.ok("GET", "/credits"))["reserved"]

    await eventually(settled)
    assert await balance(host) == before - amount


async def owed(host: Api) -> int:
    return int((await host.ok("GET", "/credits"))["owed"])


async def test_what_was_given_back_takes_its_credits_along_in_proportion_once(shop: Api) -> None:
    assert await noticed(shop, refund_notice_of(ORDER, "evt_1", 250)) == (False, True)
    assert await balance(shop) == 750
    assert await noticed(shop, refund_notice_of(ORDER, "evt_1", 250)) == (False, False)
    assert await noticed(shop, refund_notice_of(ORDER, "evt_2", 250)) == (False, False)
    assert await noticed(shop, refund_notice_of(ORDER, "evt_3", 1_000)) == (False, True)
    assert await noticed(shop, refund_notice_of(ORDER, "evt_4", 500)) == (False, False)  # an older one that comes late
    assert (await balance(shop), await owed(shop)) == (0, 0)
    order = await shop.ok("GET", f"/credits/orders/{ORDER.id}")
    assert (order["status"], order["refunded_cents"], order["reversed"]) == ("paid", 1_000, 1_000)
    entries = [each for each in (await shop.ok("GET", "/credits/entries"))["items"] if each["kind"] == "reversal"]
    assert [(each["amount"], each["id"]) for each in entries] == [
        (-750, "reversal:ord_1:evt_3"),
        (-250, "reversal:ord_1:evt_1"),
    ]
    assert entries[0]["note"] == "pack_1000, 10.00 usd refunded, stripe ch_ord_1"


async def test_spent_credits_are_owed_and_paid_of_the_next_ones(shop: Api) -> None:
    await spend(shop, 300)
    assert await noticed(shop, refund_notice_of(ORDER, "evt_1", 1_000)) == (False, True)
    assert (await balance(shop), await owed(shop)) == (0, 300)
    refused = await shop.refused("POST", "/runs", 402, json={"document": flow([{"key": "a", **LOG}])})
    assert refused["code"] == "credits.insufficient"
    await grant(shop.app, "local", 100, "sorry")
    assert (await balance(shop), await owed(shop)) == (0, 200)
    second = ORDER.model_copy(update={"id": "ord_2", "session": "cs_2"})
    await shop.app.stores.orders.create(second)
    assert await noticed(shop, notice_of(second, "evt_2")) == (True, False)
    assert (await balance(shop), await owed(shop)) == (800, 0)


async def test_credits_that_are_reserved_are_owed_until_they_come_back(shop: Api) -> None:
    run = await shop.ok("POST", "/runs", json={"document": ASKS})
    held = (await shop.ok("GET", "/credits"))["reserved"]
    assert held > 0
    assert await noticed(shop, refund_notice_of(ORDER, "evt_1", 1_000)) == (False, True)
    assert (await balance(shop), await owed(shop)) == (0, held)
    await shop.ok("POST", f"/runs/{run['id']}/cancel")
    spent = (await shop.ok("GET", f"/runs/{run['id']}"))["credits"]

    async def paid() -> bool:
        account = await shop.app.stores.ledger.account("local")
        return account is not None and (account.reserved, account.owed) == (0, spent)

    await eventually(paid)
    assert await balance(shop) == 0


async def test_a_dispute_takes_the_credits_and_brings_them_again_when_it_is_won(shop: Api) -> None:
    await spend(shop, 400)
    assert await noticed(shop, dispute_notice_of(ORDER, "evt_1", withdrawn=True)) == (False, True)
    assert (await balance(shop), await owed(shop)) == (0, 400)
    assert await noticed(shop, dispute_notice_of(ORDER, "evt_2", withdrawn=True)) == (False, False)
    assert await noticed(shop, dispute_notice_of(ORDER, "evt_3", withdrawn=False)) == (False, True)
    assert (await balance(shop), await owed(shop)) == (600, 0)
    assert await noticed(shop, dispute_notice_of(ORDER, "evt_4", withdrawn=True)) == (False, False)
    # One that was decided before it was told of.
    assert (await noticed(shop, dispute_notice_of(ORDER, "evt_5", withdrawn=False, dispute="dp_2")))[0] is False
    assert await noticed(shop, dispute_notice_of(ORDER, "evt_6", withdrawn=True, dispute="dp_2")) == (False, False)
    assert (await balance(shop), await owed(shop)) == (600, 0)


async def test_notices_at_once_in_any_order_count_once_while_credits_are_spent(shop: Api) -> None:
    document = {"document": flow([{"key": "a", **LOG}])}
    bodies = [refund_notice_of(ORDER, f"evt_{cents}", cents) for cents in (900, 300, 600, 990) * 4]
    told, runs = await asyncio.gather(
        asyncio.gather(*(noticed(shop, each) for each in bodies)),
        asyncio.gather(*(shop.http.post("/api/v1/runs", json=document) for _ in range(16))),
    )
    assert sum(reversed_ for _, reversed_ in told) >= 1
    started = sum(each.status_code == 201 for each in runs)
    ledger = shop.app.stores.ledger

    async def settled() -> Account | None:
        account = await ledger.account("local")
        return account if account is not None and not account.reserved else None

    account = await eventually(settled)
    assert account is not None
    assert account.balance - account.owed == 1_000 - 990 - started
    assert account.balance == await ledger.total("local") >= 0


async def test_notices_over_other_amounts_or_of_others_payments_change_nothing(shop: Api) -> None:
    for currency, cents in (("eur", 1), ("usd", 1_001)):
        body = refund_notice_of(ORDER.model_copy(update={"currency": currency}), "evt_1", cents)
        answer = await send(shop, body, sign(SECRET, body, now() // 1_000))
        assert (answer.status_code, answer.json()["code"]) == (422, "payment.amount")
    other = ORDER.model_copy(update={"id": "ord_unknown"})
    assert await noticed(shop, refund_notice_of(other, "evt_2", 1_000)) == (False, False)
    body = refund_notice_of(ORDER, "evt_3", 1_000)
    assert (await send(shop, body, sign("other", body, now() // 1_000))).json()["code"] == "payment.signature"
    assert await balance(shop) == 1_000

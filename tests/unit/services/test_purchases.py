"""Buying credits: packs, checkouts, and notices that are signed, fresh, right and heeded once."""

import asyncio
import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from flow_builder.domain.ids import now
from flow_builder.domain.order import Order
from flow_builder.errors import Forbidden, HostError, InvalidInput
from flow_builder.payments.notices import notice_of, read_notice
from flow_builder.payments.signatures import TOLERANCE_S, check, sign
from flow_builder.payments.stripe import StripePayments
from tests.support.api import Api, api

SECRET = "whsec_test"
ORDER = Order(
    id="ord_1",
    workspace="local",
    pack="pack_1000",
    credits=1_000,
    cents=1_000,
    currency="usd",
    provider="stripe",
    session="cs_1",
    created_at=1,
)


@pytest.fixture
async def shop(tmp_path: Path) -> AsyncIterator[Api]:
    async with api(tmp_path, credits="on", credits_opening=0, payments="local") as made:
        yield made


async def balance(host: Api) -> int:
    found = await host.ok("GET", "/credits")
    assert found["balance"] == await host.app.stores.ledger.total("local")
    return int(found["balance"])


async def send(host: Api, body: bytes, signature: str, provider: str = "stripe") -> httpx.Response:
    headers = {"content-type": b"application/json", "stripe-signature": signature.encode("latin-1")}
    return await host.http.post(f"/api/v1/payments/{provider}/notices", content=body, headers=headers)


async def test_packs_are_ordered_paid_and_added_to_the_balance(shop: Api) -> None:
    packs = await shop.ok("GET", "/credits/packs")
    assert [each["credits"] for each in packs] == [1_000, 5_000, 10_000]
    order = await shop.ok("POST", "/credits/orders", json={"pack": packs[1]["id"]})
    assert (order["status"], order["cents"], order["session"][:3]) == ("open", packs[1]["cents"], "cs_")
    assert await balance(shop) == 0
    paid = await shop.ok("POST", f"/credits/orders/{order['id']}/pay")
    assert (paid["status"], await balance(shop)) == ("paid", 5_000)
    assert (await shop.refused("POST", f"/credits/orders/{order['id']}/pay", 409))["code"] == "order.paid"
    assert [each["id"] for each in (await shop.ok("GET", "/credits/orders"))["items"]] == [order["id"]]
    assert await balance(shop) == 5_000


async def test_what_is_not_sold_cannot_be_ordered(shop: Api, tmp_path: Path) -> None:
    assert (await shop.refused("POST", "/credits/orders", 422, json={"pack": "free"}))["code"] == "pack.unknown"
    assert (await shop.refused("POST", "/credits/orders/ord_no/pay", 404))["code"] == "order.not_found"
    async with api(tmp_path / "other") as free:
        assert (await free.refused("POST", "/credits/orders", 404, json={"pack": "pack_1000"}))["code"] == "payment.off"


@pytest.fixture
async def stripe(tmp_path: Path) -> AsyncIterator[Api]:
    settings: dict[str, Any] = {"payments": "stripe", "stripe_key": "sk_test", "stripe_secrets": f"old, {SECRET}"}
    async with api(tmp_path, credits="on", credits_opening=0, **settings) as made:
        await made.app.stores.orders.create(ORDER)
        yield made


async def test_a_signed_notice_fills_the_balance_once_however_often_and_under_whatever_id_it_comes(stripe: Api) -> None:
    at = now() // 1_000
    notices = [notice_of(ORDER, f"evt_{number % 4}") for number in range(32)]
    answers = await asyncio.gather(*(send(stripe, body, sign(SECRET, body, at)) for body in notices))
    assert [each.status_code for each in answers] == [200] * 32
    assert sum(each.json()["added"] for each in answers) == 1
    assert await balance(stripe) == 1_000
    assert (await stripe.ok("GET", "/credits/orders/ord_1"))["status"] == "paid"


async def test_notices_that_are_not_signed_or_not_fresh_are_refused(stripe: Api) -> None:
    body, at = notice_of(ORDER, "evt_1"), now() // 1_000
    good = sign(SECRET, body, at)
    wrong = {
        "": body,
        "t=1": body,
        sign("other", body, at): body,
        sign(SECRET, body, at - TOLERANCE_S - 5): body,
        sign(SECRET, body, at + TOLERANCE_S + 5): body,
        good: body.replace(b"1000", b"9000"),
        good.replace("t=", f"t={at - 1},t="): body,
        good.replace("v1=", "v0="): body,
        good.replace(f"t={at}", "t=²"): body,
    }
    for signature, sent in wrong.items():
        answer = await send(stripe, sent, signature)
        assert (answer.status_code, answer.json()["code"]) == (403, "payment.signature"), signature
    assert await balance(stripe) == 0
    assert (await send(stripe, body, f"{good},v1=00")).json() == {"added": True, "reversed": False}


async def test_a_notice_over_another_amount_or_of_an_unknown_order_adds_nothing(stripe: Api) -> None:
    at = now() // 1_000
    for change in ({"cents": 1}, {"currency": "jpy"}):
        body = notice_of(ORDER.model_copy(update=change), "evt_1")
        answer = await send(stripe, body, sign(SECRET, body, at))
        assert (answer.status_code, answer.json()["code"]) == (422, "payment.amount")
    body = notice_of(ORDER.model_copy(update={"workspace": "other"}), "evt_1")
    assert (await send(stripe, body, sign(SECRET, body, at))).json()["code"] == "order.not_found"
    assert await balance(stripe) == 0
    assert (await send(stripe, body, sign(SECRET, body, at), "local")).json()["code"] == "payment.off"
    assert (await stripe.refused("POST", "/credits/orders/ord_1/pay", 404))["code"] == "payment.off"


def test_other_notices_are_passed_over_and_broken_ones_refused() -> None:
    paid = json.loads(notice_of(ORDER, "evt_1"))
    assert read_notice(json.dumps({**paid, "type": "customer.created"}).encode()) is None
    unpaid = {"object": {**paid["data"]["object"], "payment_status": "unpaid"}}
    assert read_notice(json.dumps({**paid, "data": unpaid}).encode()) is None
    for broken in (b"", b"[]", b"{}", json.dumps({**paid, "data": {}}).encode()):
        with pytest.raises(InvalidInput) as raised:
            read_notice(broken)
        assert raised.value.code == "payment.notice"


def test_a_signature_of_the_provider_s_documentation_is_read() -> None:
    body = b'{"id":"evt_1"}'
    header = sign("whsec_a", body, 1_700_000_000)
    check(["whsec_b", "whsec_a"], body, f"{header},v0=ignored", 1_700_000_000 + TOLERANCE_S)
    with pytest.raises(Forbidden):
        check(["", "whsec_b"], body, header, 1_700_000_000)


async def test_a_checkout_is_opened_as_the_provider_wants_it_once_per_order() -> None:
    seen: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        return httpx.Response(200, json={"id": "cs_9", "url": "https://pay.example/cs_9"})

    async with httpx.AsyncClient(transport=httpx.MockTransport(answer)) as http:
        made = await StripePayments(lambda: http, "sk_test", [SECRET]).checkout(ORDER, "http://host/credits")
    assert (made.session, made.url) == ("cs_9", "https://pay.example/cs_9")
    (request,) = seen
    form = dict(httpx.QueryParams(request.content.decode()))
    assert (str(request.url), request.headers["authorization"]) == (
        "https://api.stripe.com/v1/checkout/sessions",
        "Bearer sk_test",
    )
    assert request.headers["idempotency-key"] == ORDER.id
    assert form["metadata[order]"] == form["payment_intent_data[metadata][order]"] == ORDER.id
    assert form["line_items[0][price_data][unit_amount]"] == "1000"


@pytest.mark.parametrize("status", [200, 402, 500])
async def test_a_provider_that_does_not_open_a_checkout_is_an_error_of_the_host(status: int) -> None:
    transport = httpx.MockTransport(lambda _: httpx.Response(status, json={"error": {"message": "sk_test is wrong"}}))
    async with httpx.AsyncClient(transport=transport) as http:
        with pytest.raises(HostError) as raised:
            await StripePayments(lambda: http, "sk_test", [SECRET]).checkout(ORDER, "http://host")
    assert raised.value.code == "payment.failed"
    assert "sk_test" not in raised.value.message

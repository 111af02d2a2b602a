"""Webhooks heed Idempotency-Key: one key is for one request, and starts one run."""

import asyncio

import pytest

from tests.support.api import Api
from tests.unit.api.test_hooks import address, hooked
from tests.unit.api.test_webhooks import REPLY, code, runs


@pytest.mark.parametrize(("how", "response"), [("first", "reply"), ("accept", "immediate"), ("conflict", "reply")])
async def test_one_idempotency_key_is_for_one_request(host: Api, how: str, response: str) -> None:
    document = hooked(REPLY, edges=("hook>reply",), on_duplicate=how, response=response)
    url = await address(host, document)
    key = {"idempotency-key": "order-7"}
    first = await host.http.post(url, json={"n": 1, "of": "x"}, headers=key)
    again = await host.http.post(url, json={"n": 1, "of": "x"}, headers=key)
    assert (first.status_code, again.headers.get("x-duplicate", "")) == (
        201 if response == "reply" else 202,
        "" if how == "conflict" else "true",
    )
    for other in ({"json": {"n": 2}}, {"json": {"n": 1, "of": "x"}, "params": {"a": "b"}}, {}):
        answer = await host.http.post(url, headers=key, **other)
        assert code(answer, 422) == "idempotency.mismatch"
        assert "another request" in answer.json()["detail"]
    assert len(await runs(host)) == 1
    assert (await host.ok("GET", "/dead-letters"))["items"] == []
    assert (await host.http.post(url, json={"n": 2}, headers={"idempotency-key": "order-8"})).is_success
    assert len(await runs(host)) == 2


async def test_of_many_requests_under_one_key_at_once_one_counts(host: Api) -> None:
    url = await address(host, hooked(REPLY, edges=("hook>reply",)))
    calls = [host.http.post(url, json={"n": n % 2}, headers={"idempotency-key": "k"}) for n in range(32)]
    statuses = [each.status_code for each in await asyncio.gather(*calls)]
    assert sorted(statuses) == [201] * 16 + [422] * 16
    assert len({status for status, n in zip(statuses, range(32), strict=True) if n % 2}) == 1
    assert len(await runs(host)) == 1


async def test_a_form_sent_again_is_the_same_request_unless_a_file_changed(host: Api) -> None:
    url = await address(host, hooked(deliveries={"by": "header", "header": "Idempotency-Key"}))
    answers = [
        await host.http.post(url, files={"doc": ("a.txt", each)}, headers={"idempotency-key": "k"})
        for each in (b"one", b"one", b"two")
    ]
    assert [each.status_code for each in answers] == [200, 200, 422]
    assert answers[0].headers["x-run-id"] == answers[1].headers["x-run-id"]

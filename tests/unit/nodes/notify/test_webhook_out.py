"""notify.webhook_out against a real server."""

import hmac
import json
import time

import pytest

from flow_builder.errors import NodeError
from tests.support.nodes import Bench
from tests.support.web import Reply, serve

SECRET = "shared between two"


async def test_a_receiver_can_verify_what_it_got(bench: Bench) -> None:
    bench.backend.credentials["hook"] = {"type": "hmac", "secret": SECRET}
    bench.input = {"name": "Jörg"}
    config = {"payload": {"name": "{{ input.name }}"}, "credential": "hook", "headers": {"X-Mine": "1"}}
    async with serve({"/": lambda *_: Reply(b"", 204)}) as web:
        output = await bench("notify.webhook_out", {"url": web.url(), **config})
        (seen,) = web.requests
    assert (output["status"], output["delivery"]) == (204, "run1/node")
    assert json.loads(seen.body) == {"name": "Jörg"}
    parts = dict(part.split("=", 1) for part in seen.headers["x-flow-signature"].split(","))
    expected = hmac.new(SECRET.encode(), parts["t"].encode() + b"." + seen.body, "sha256").hexdigest()
    assert parts["v1"] == expected
    assert abs(int(parts["t"]) - time.time()) < 60
    assert (seen.headers["x-flow-delivery"], seen.headers["x-flow-run"], seen.headers["x-mine"]) == (
        "run1/node",
        "run1",
        "1",
    )
    assert seen.headers["content-type"] == "application/json"


async def test_without_a_credential_nothing_is_signed(bench: Bench) -> None:
    async with serve({"/": lambda *_: Reply(b"ok")}) as web:
        await bench("notify.webhook_out", {"url": web.url(), "payload": [1, None]})
        assert "x-flow-signature" not in web.requests[0].headers


@pytest.mark.parametrize(("status", "retryable"), [(302, False), (400, False), (429, True), (500, True)])
async def test_a_delivery_that_is_not_accepted_fails_the_step(bench: Bench, status: int, retryable: bool) -> None:
    async with serve({"/": lambda *_: Reply(b"no", status, {"location": "/elsewhere"})}) as web:
        with pytest.raises(NodeError) as failed:
            await bench("notify.webhook_out", {"url": web.url()})
        assert (failed.value.code, failed.value.retryable) == ("http.status", retryable)
        assert len(web.requests) == 1


async def test_a_credential_without_a_secret_is_a_clear_error_and_nothing_is_sent(bench: Bench) -> None:
    bench.backend.credentials["hook"] = {"type": "basic", "username": "x"}
    async with serve({}) as web:
        with pytest.raises(NodeError) as failed:
            await bench("notify.webhook_out", {"url": web.url(), "credential": "hook"})
        assert failed.value.code == "credential.unfit"
        assert web.requests == []

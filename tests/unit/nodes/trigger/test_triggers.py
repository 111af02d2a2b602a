"""trigger.manual, trigger.api, trigger.webhook."""

from typing import Any

import pytest
from pydantic import ValidationError

from tests.support.nodes import Bench


@pytest.mark.parametrize("node", ["trigger.manual", "trigger.api"])
@pytest.mark.parametrize("value", [None, {"a": 1}, [1], "x", 0])
async def test_the_output_is_the_runs_input(bench: Bench, node: str, value: Any) -> None:
    bench.input = value
    assert await bench(node, {}) == value


async def test_a_webhook_gives_the_request_without_its_secrets(bench: Bench) -> None:
    headers = {"X-Flow-Token": "t", "Authorization": "Bearer t", "COOKIE": "c", "X-Id": "1"}
    bench.input = {"method": "PUT", "headers": headers, "query": {"a": "1"}, "body": "text", "remote": "192.0.2.1"}
    output = await bench("trigger.webhook", {})
    assert output == {
        "method": "PUT",
        "headers": {"x-id": "1"},
        "query": {"a": "1"},
        "body": "text",
        "remote": "192.0.2.1",
    }


@pytest.mark.parametrize("value", [None, [1], {"method": "PUT", "body": 1}])
async def test_a_webhook_flow_can_be_tried_out_by_hand(bench: Bench, value: Any) -> None:
    bench.input = value
    assert await bench("trigger.webhook", {"methods": ["GET"]}) == {
        "method": "GET",
        "headers": {},
        "query": {},
        "body": value,
    }


@pytest.mark.parametrize(
    "config",
    [{"methods": []}, {"methods": ["TRACE"]}, {"token": "short"}, {"response": "later"}, {"reply_timeout_s": 0}],
)
async def test_a_webhooks_settings_are_checked(bench: Bench, config: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        await bench("trigger.webhook", config)

import asyncio
import time

import pytest

from flow_builder.nodes.data import _regexp
from tests.support.data_nodes import fail, give


@pytest.fixture
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    """Waits a fraction of the usual limit."""
    monkeypatch.setattr(_regexp, "SECONDS", 0.2)


@pytest.mark.usefixtures("short")
@pytest.mark.parametrize("pattern", ["^(a+)+$", "^(a|aa)+$", "^(.*?,){25}P", "(x+x+)+y"])
@pytest.mark.parametrize("action", ["match", "all", "test", "split"])
async def test_a_hostile_pattern_ends_in_time_and_holds_nothing_up(pattern: str, action: str) -> None:
    text = "a" * 40 + "!" + "1," * 40 + "x" * 40
    ticks = 0

    async def tick() -> None:
        nonlocal ticks
        while True:
            await asyncio.sleep(0.01)
            ticks += 1

    ticker = asyncio.create_task(tick())
    started = time.monotonic()
    try:
        error = await fail("data.regex", {"text": text, "pattern": pattern, "how": {"action": action}})
    finally:
        ticker.cancel()
    assert error.code == "data.pattern_too_slow"
    assert time.monotonic() - started < 15
    assert ticks > 5


@pytest.mark.usefixtures("short")
async def test_a_hostile_pattern_ends_in_time_when_splitting_and_in_jsonata() -> None:
    text = "a" * 40 + "!"
    error = await fail("data.split", {"how": {"mode": "regex", "text": text, "pattern": "^(a+)+$"}})
    assert error.code == "data.pattern_too_slow"
    error = await fail("data.jsonata", {"source": text, "expression": "$match($, /^(a+)+$/)"})
    assert error.code == "data.pattern_too_slow"


async def test_matches_have_groups_names_and_places() -> None:
    found = await give(
        "data.regex",
        {"text": "😀 k1=v1 k2=", "pattern": "(?<key>\\w+)=(?<value>\\w+)?", "how": {"action": "all"}},
    )
    assert found["items"] == [
        {"text": "k1=v1", "index": 3, "groups": ["k1", "v1"], "named": {"key": "k1", "value": "v1"}},
        {"text": "k2=", "index": 9, "groups": ["k2", None], "named": {"key": "k2", "value": None}},
    ]


async def test_flags_count() -> None:
    config = {"text": "A\nb", "pattern": "^B$", "flags": "im", "how": {"action": "test"}}
    assert (await give("data.regex", config))["matched"] is True
    assert (await give("data.regex", {**config, "flags": "i"}))["matched"] is False
    assert (await fail("data.regex", {**config, "flags": "gx"})).code == "config.invalid"


@pytest.mark.parametrize(
    ("how", "expected", "count"),
    [
        ({"replacement": "<$&>"}, "<a1>-<b2>", 2),
        ({"replacement": "$2$1", "every": False}, "1a-b2", 1),
        ({"replacement": "$<letter>"}, "a-b", 2),
        ({"replacement": "{{ item.groups[1] * 10 + input.add }}"}, "11-21", 2),
        ({"replacement": "{{ item.text }}{{ index }}", "every": False}, "a10-b2", 1),
    ],
)
async def test_replacing_takes_groups_and_expressions(how: dict[str, object], expected: str, count: int) -> None:
    config = {"text": "a1-b2", "pattern": "(?<letter>[a-z])(\\d)", "how": {"action": "replace", **how}}
    found = await give("data.regex", config, input={"add": 1})
    assert (found["text"], found["count"]) == (expected, count)


async def test_no_match_changes_nothing() -> None:
    found = await give("data.regex", {"text": "abc", "pattern": "x", "how": {"action": "replace", "replacement": "y"}})
    assert (found["text"], found["count"], found["matched"]) == ("abc", 0, False)
    assert (await give("data.regex", {"text": "abc", "pattern": "x"}))["match"] is None


async def test_a_pattern_that_matches_nothing_at_all_ends() -> None:
    found = await give("data.regex", {"text": "abc", "pattern": "", "how": {"action": "all"}} | {"pattern": "x*"})
    assert found["count"] == 4


async def test_splitting_keeps_or_drops_empty_parts() -> None:
    config = {"text": ",a,,b", "pattern": ",", "how": {"action": "split"}}
    assert (await give("data.regex", config))["items"] == ["", "a", "", "b"]
    config["how"] = {"action": "split", "drop_empty": True}
    assert (await give("data.regex", config))["items"] == ["a", "b"]

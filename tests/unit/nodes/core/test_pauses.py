"""wait, approval, wait_webhook, throttle."""

import asyncio
import time
from datetime import datetime
from typing import Any

import pytest
from pydantic import ValidationError

from flow_builder.errors import InvalidInput, NodeError
from flow_builder.nodes.base import AGAIN, Suspend
from flow_builder.nodes.core.throttle import Window
from tests.support.nodes import Bench


def now() -> int:
    return round(time.time() * 1_000)


async def test_waiting_for_seconds_suspends_until_then(bench: Bench) -> None:
    config = {"until": {"kind": "seconds", "seconds": 60}}
    before = now()
    suspended = await bench("core.wait", config)
    assert suspended.kind == "timer"
    assert before + 60_000 <= suspended.until <= now() + 60_000
    assert datetime.fromisoformat(bench.resume("core.wait", config, {})["waited_until"]).tzinfo is not None


@pytest.mark.parametrize("until", [{"kind": "seconds", "seconds": 0}, {"kind": "at", "at": "2001-01-01T00:00:00Z"}])
async def test_nothing_to_wait_for_goes_on_at_once(bench: Bench, until: dict[str, Any]) -> None:
    assert "waited_until" in await bench("core.wait", {"until": until})


@pytest.mark.parametrize(
    ("until", "utc"),
    [
        ({"at": "2099-12-24T18:00:00+01:00"}, "2099-12-24T17:00:00+00:00"),
        ({"at": "2099-12-24T18:00:00"}, "2099-12-24T18:00:00+00:00"),
        ({"at": "2036-07-01T12:00:00", "zone": "Europe/Berlin"}, "2036-07-01T10:00:00+00:00"),
        ({"at": "2036-07-01T12:00:00Z", "zone": "Europe/Berlin"}, "2036-07-01T12:00:00+00:00"),
    ],
)
async def test_a_moment_is_in_its_own_offset_or_in_the_zone(bench: Bench, until: dict[str, Any], utc: str) -> None:
    suspended = await bench("core.wait", {"until": {"kind": "at", **until}})
    assert suspended == Suspend("timer", round(datetime.fromisoformat(utc).timestamp() * 1_000))


@pytest.mark.parametrize(
    "until",
    [
        {"kind": "at", "at": "soon"},
        {"kind": "at", "at": "2030-01-01T00:00", "zone": "Mars/Base"},
        {"kind": "at", "at": "2030-01-01T00:00", "zone": "../etc/passwd"},
        {"kind": "seconds", "seconds": -1},
    ],
)
async def test_what_is_no_time_is_refused(bench: Bench, until: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        await bench("core.wait", {"until": until})


async def test_a_condition_is_looked_at_again_and_again_until_it_holds(bench: Bench) -> None:
    config = {"until": {"kind": "condition", "condition": "{{ vars.ready }}", "every_s": 1_000, "max_s": 60_000}}
    first = await bench("core.wait", config)
    assert first.kind == "timer"
    assert abs(first.until - now() - 1_000_000) < 60_000
    assert bench.resume("core.wait", config, {}) is AGAIN
    bench.vars["ready"] = True
    assert "waited_until" in await bench("core.wait", config)


async def test_a_condition_that_never_holds_ends_with_an_error_also_after_a_restart(bench: Bench) -> None:
    config = {"until": {"kind": "condition", "condition": "{{ false }}", "every_s": 60, "max_s": 2}}
    first = await bench("core.wait", config)
    assert first.until <= now() + 2_000, "the last look is at the end, not after it"
    (key,) = bench.backend.cache
    bench.backend.cache[key] = {"end": now() - 1}
    with pytest.raises(NodeError) as failed:
        await bench("core.wait", config)
    assert failed.value.code == "wait.timed_out"


FORM = {"type": "object", "required": ["limit"], "properties": {"limit": {"type": "number", "minimum": 0}}}


async def test_an_approval_shows_what_is_asked(bench: Bench) -> None:
    suspended = await bench("core.approval", {"message": "Go?", "timeout_s": 1_000, "form": FORM, "approvers": ["ann"]})
    assert suspended.kind == "approval"
    assert abs(suspended.until - now() - 1_000_000) < 60_000
    assert suspended.request["form"] == FORM
    assert [option["value"] for option in suspended.request["options"]] == ["approve", "reject"]
    assert (await bench("core.approval", {"message": "Go?"})).until is None


@pytest.mark.parametrize(("decision", "port"), [("approve", "approved"), ("reject", "rejected")])
def test_an_answer_takes_its_port(bench: Bench, decision: str, port: str) -> None:
    answer = {"decision": decision, "by": "ann", "comment": "ok"}
    output, ports = bench.resume("core.approval", {"message": "Go?"}, answer)
    assert ports == (port,)
    assert output == {"decision": decision, "by": "ann", "comment": "ok", "form": None, "timed_out": False}


@pytest.mark.parametrize(
    ("answer", "code", "field"),
    [
        ({"decision": "maybe"}, "approval.decision", "/decision"),
        ({}, "approval.decision", "/decision"),
        ({"decision": "approve", "by": "bob"}, "approval.not_allowed", "/by"),
        ({"decision": "approve"}, "approval.not_allowed", "/by"),
        ({"decision": "approve", "by": "ann"}, "input.schema", "/form"),
        ({"decision": "approve", "by": "ann", "form": {"limit": -1}}, "input.schema", "/form/limit"),
        ({"decision": "approve", "by": "ann", "form": "x"}, "input.schema", "/form"),
    ],
)
def test_an_answer_that_does_not_fit_is_refused(bench: Bench, answer: dict[str, Any], code: str, field: str) -> None:
    config = {"message": "Go?", "form": FORM, "approvers": ["ann"]}
    with pytest.raises(InvalidInput) as refused:
        bench.resume("core.approval", config, answer)
    assert (refused.value.code, refused.value.field) == (code, field)


def test_a_form_that_fits_comes_out_and_a_refusal_needs_none(bench: Bench) -> None:
    config = {"message": "Go?", "form": FORM}
    output, _ = bench.resume("core.approval", config, {"decision": "approve", "form": {"limit": 3}})
    assert output["form"] == {"limit": 3}
    assert bench.resume("core.approval", config, {"decision": "reject"})[1] == ("rejected",)


@pytest.mark.parametrize(("policy", "port"), [("route", "timed_out"), ("reject", "rejected"), ("approve", "approved")])
def test_silence_takes_the_port_one_chose(bench: Bench, policy: str, port: str) -> None:
    output, ports = bench.resume("core.approval", {"message": "Go?", "on_timeout": policy}, {"timed_out": True})
    assert (output["timed_out"], output["decision"], ports) == (True, None, (port,))


def test_silence_can_be_a_failure(bench: Bench) -> None:
    with pytest.raises(NodeError) as failed:
        bench.resume("core.approval", {"message": "Go?", "on_timeout": "fail"}, {"timed_out": True})
    assert failed.value.code == "approval.timed_out"


async def test_a_form_that_is_no_schema_is_refused_and_a_remote_reference_is_never_fetched(bench: Bench) -> None:
    with pytest.raises(ValidationError, match="not a valid JSON Schema"):
        await bench("core.approval", {"message": "Go?", "form": {"type": "nothing"}})
    remote = {"$ref": "http://169.254.169.254/latest"}
    with pytest.raises(InvalidInput, match="not part of it"):
        bench.resume("core.approval", {"message": "Go?", "form": remote}, {"decision": "approve", "form": {}})


async def test_a_webhook_pause_gives_the_request_without_its_secrets(bench: Bench) -> None:
    config = {"methods": ["POST"], "body_schema": {"type": "object", "required": ["order"]}}
    assert (await bench("core.wait_webhook", config)).kind == "webhook"
    request = {
        "method": "post",
        "headers": {"Authorization": "x", "Cookie": "y", "X-Id": "1"},
        "query": {"q": "1"},
        "body": {"order": 1},
    }
    output, ports = bench.resume("core.wait_webhook", config, request)
    assert ports == ("out",)
    assert output == {
        "method": "POST",
        "headers": {"x-id": "1"},
        "query": {"q": "1"},
        "body": {"order": 1},
        "timed_out": False,
    }
    assert bench.resume("core.wait_webhook", config, {"timed_out": True})[1] == ("timed_out",)
    for wrong, field in (({**request, "method": "GET"}, "/method"), ({**request, "body": {}}, "/body")):
        with pytest.raises(InvalidInput) as refused:
            bench.resume("core.wait_webhook", config, wrong)
        assert refused.value.field == field


def test_a_window_never_lets_more_than_the_limit_pass_in_any_period() -> None:
    window = Window()
    passes = [window.book(3, 10.0, now=came) for came in (0, 1, 2, 3, 4, 9, 30, 30, 30, 30)]
    assert passes == [0, 1, 2, 10, 11, 12, 30, 30, 30, 40]
    assert all(later - earlier >= 10.0 for earlier, later in zip(passes, passes[3:], strict=False))


def test_a_window_keeps_no_more_than_it_needs() -> None:
    window = Window()
    for came in range(1_000):
        window.book(3, 0.5, now=came)
    assert len(window.passes) == 1


def test_a_canceled_turn_is_given_to_the_next() -> None:
    window = Window()
    window.book(1, 10.0, now=0)
    window.cancel(window.book(1, 10.0, now=0))
    assert window.book(1, 10.0, now=0) == 10


async def test_throttled_steps_wait_their_turn_and_keys_do_not_share(bench: Bench) -> None:
    config = {"key": "turns", "limit": 2, "seconds": 0.1}
    began = time.monotonic()
    waits = await asyncio.gather(*(bench("core.throttle", config) for _ in range(5)))
    assert time.monotonic() - began >= 0.2
    assert all(each["waited_s"] >= least for each, least in zip(waits[2:], (0.09, 0.09, 0.19), strict=True))
    assert (await bench("core.throttle", {"key": "other", "limit": 1, "seconds": 60}))["waited_s"] < 30


async def test_a_throttled_step_that_is_canceled_holds_nobody_up(bench: Bench) -> None:
    config = {"key": "canceled", "limit": 1, "seconds": 60}
    await bench("core.throttle", config)
    waiting = asyncio.create_task(bench("core.throttle", config))
    await asyncio.wait([waiting], timeout=0)
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    from flow_builder.nodes.core.throttle import _windows

    assert len(_windows["workspace1", "canceled"].passes) == 1


@pytest.mark.parametrize(
    ("node", "config", "wrong"),
    [
        ("core.approval", {"message": "Go?", "form": FORM, "approvers": ["ann"]}, {"decision": "approve", "by": "bob"}),
        ("core.wait_webhook", {"methods": ["PUT"]}, {"method": "POST"}),
    ],
)
async def test_what_a_pause_shows_is_enough_to_check_an_answer(
    bench: Bench, node: str, config: dict[str, Any], wrong: dict[str, Any]
) -> None:
    shown = (await bench(node, config)).request
    with pytest.raises(InvalidInput):
        bench.resume(node, shown, wrong)

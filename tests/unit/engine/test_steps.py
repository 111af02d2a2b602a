"""One step: attempts, errors, outputs, secrets."""

import asyncio

import pytest

from flow_builder.domain.status import Status
from flow_builder.errors import NodeError
from tests.support.machine import WORKSPACE, Bench, flow


async def test_a_chain_passes_values_on(bench: Bench) -> None:
    run = await bench.run(
        flow(
            [
                {"key": "a", "type": "probe.value", "config": {"value": {"n": 1}}},
                {"key": "b", "type": "probe.value", "config": {"value": "{{ steps.a.n + input.more }}"}},
            ],
            ["a>b"],
        ),
        {"more": 4},
    )
    assert run.status is Status.SUCCEEDED
    assert run.output == 5
    assert await bench.outputs(run) == {"a": {"n": 1}, "b": 5}


async def test_braces_that_are_written_as_such_reach_the_node(bench: Bench) -> None:
    run = await bench.run(flow([{"key": "a", "type": "probe.value", "config": {"value": r"\{{ not }} {mine}"}}]))
    assert run.output == "{{ not }} {mine}"


async def test_a_retryable_error_is_tried_again_until_it_works(bench: Bench) -> None:
    retry = {"max_attempts": 4, "interval_s": 0.001}
    run = await bench.run(
        flow(
            [{"key": "a", "type": "probe.fail", "config": {"times": 2, "retryable": True, "value": 7}, "retry": retry}]
        )
    )
    assert run.output == 7
    assert (await bench.records(run))["a", ""].attempts == 3
    retries = [event for event in await bench.events(run) if event["type"] == "step.retrying"]
    assert [event["attempt"] for event in retries] == [1, 2]


async def test_an_error_that_does_not_say_retryable_is_not_tried_again(bench: Bench) -> None:
    retry = {"max_attempts": 4, "interval_s": 0.001}
    document = flow([{"key": "a", "type": "probe.fail", "config": {"times": 2}, "retry": retry}])
    run = await bench.run(document)
    assert run.status is Status.FAILED
    assert bench.probes.calls["a"] == 1
    document["nodes"][0]["retry"]["on"] = "all"
    bench.probes.calls.clear()
    assert (await bench.run(document)).status is Status.SUCCEEDED
    assert bench.probes.calls["a"] == 3


@pytest.mark.parametrize(
    ("raised", "code"),
    [
        (SystemExit(3), "node.crashed"),
        (RecursionError("too deep"), "node.crashed"),
        (MemoryError(), "node.crashed"),
        (asyncio.CancelledError(), "node.crashed"),
        (GeneratorExit(), "node.crashed"),
        (StopAsyncIteration(), "node.crashed"),
        (TimeoutError(), "step.timeout"),
        (NodeError("known", code="known.code"), "known.code"),
        (BaseExceptionGroup("group", [ValueError("x")]), "node.crashed"),
    ],
)
async def test_a_node_may_raise_anything(bench: Bench, raised: BaseException, code: str) -> None:
    bench.probes.raises = lambda _: raised
    run = await bench.run(flow([{"key": "a", "type": "probe.raise"}]))
    assert run.status is Status.FAILED
    assert run.error is not None
    assert run.error["code"] == code
    assert run.error["node"] == "a"


async def test_a_step_that_takes_too_long_fails_with_a_timeout(bench: Bench) -> None:
    run = await bench.run(flow([{"key": "a", "type": "probe.hold", "timeout_s": 0.01}]))
    assert run.error is not None
    assert run.error["code"] == "step.timeout"


async def test_continue_goes_on_and_the_error_can_be_read(bench: Bench) -> None:
    nodes = [
        {"key": "a", "type": "probe.fail", "on_error": "continue"},
        {"key": "b", "type": "probe.value", "config": {"value": "{{ steps.a.error.code }}"}},
    ]
    run = await bench.run(flow(nodes, ["a>b"]))
    assert run.status is Status.SUCCEEDED
    assert run.output == "probe.failed"
    assert (await bench.records(run))["a", ""].status is Status.FAILED


async def test_branch_goes_on_at_the_error_port_only(bench: Bench) -> None:
    nodes = [
        {"key": "a", "type": "probe.fail", "on_error": "branch"},
        {"key": "good", "type": "probe.value"},
        {"key": "bad", "type": "probe.value", "config": {"value": "{{ steps.a.error.message }}"}},
    ]
    run = await bench.run(flow(nodes, ["a>good", "a.error>bad"]))
    records = await bench.records(run)
    assert records["good", ""].status is Status.SKIPPED
    assert records["bad", ""].output == "asked to fail"


async def test_a_failure_blocks_only_what_depends_on_it(bench: Bench) -> None:
    nodes = [
        {"key": "bad", "type": "probe.fail"},
        {"key": "after_bad", "type": "probe.value"},
        {"key": "other", "type": "probe.value"},
        {"key": "after_other", "type": "probe.value"},
        {"key": "join", "type": "probe.value"},
    ]
    run = await bench.run(flow(nodes, ["bad>after_bad", "other>after_other", "after_bad>join", "after_other>join"]))
    assert run.status is Status.FAILED
    assert {key for key, _ in await bench.records(run)} == {"bad", "other", "after_other"}


async def test_branches_run_at_the_same_time(bench: Bench) -> None:
    nodes = [{"key": name, "type": "probe.hold"} for name in ("a", "b", "c")]
    run = await bench.start(flow(nodes))
    await bench.probes.arrival("gate").wait()
    bench.probes.gate("gate").set()
    await bench.end(run)
    assert bench.probes.most_together == 3


async def test_a_wrong_config_names_the_field(bench: Bench) -> None:
    nodes = [
        {"key": "a", "type": "core.loop", "config": {"over": {"kind": "count", "times": "{{ 'many' }}"}}},
        {"key": "b", "type": "probe.value", "parent": "a"},
    ]
    run = await bench.run(flow(nodes))
    assert run.error is not None
    assert run.error["code"] == "config.invalid"
    assert "times" in run.error["message"]


@pytest.mark.parametrize(
    ("value", "code"),
    [("x" * (9 * 1024 * 1024), "output.too_large"), ("\ud800", "output.not_json"), (object(), "output.not_json")],
)
async def test_an_output_that_cannot_be_kept_is_an_error(bench: Bench, value: object, code: str) -> None:
    async def give(_config: object, _ctx: object) -> object:
        return value

    object.__setattr__(bench.probes["probe.value"], "run", give)
    run = await bench.run(flow([{"key": "a", "type": "probe.value"}]))
    assert run.error is not None
    assert run.error["code"] == code


async def test_a_large_output_is_spilled_and_read_back(bench: Bench) -> None:
    nodes = [
        {"key": "a", "type": "probe.value", "config": {"value": "{{ 'x'.repeat(300000) }}"}},
        {"key": "b", "type": "probe.value", "config": {"value": "{{ steps.a.length }}"}},
    ]
    run = await bench.run(flow(nodes, ["a>b"]))
    record = (await bench.records(run))["a", ""]
    assert record.blob is not None
    assert record.output is None
    assert record.preview is not None
    assert run.output == 300_000


async def test_items_of_a_large_output_are_counted_before_it_is_spilled(bench: Bench) -> None:
    config = {"value": "{{ Array.from({length: 300}, () => 'x'.repeat(1000)) }}"}
    run = await bench.run(flow([{"key": "a", "type": "probe.value", "config": config}]))
    assert (await bench.records(run))["a", ""].blob is not None
    assert [event["items"] for event in await bench.events(run) if event["type"] == "step.succeeded"] == [300]


async def test_a_large_output_of_a_run_is_spilled(bench: Bench) -> None:
    big = {"key": "a", "type": "probe.value", "config": {"value": "{{ 'x'.repeat(300000) }}"}}
    bench.flows["big"] = flow([big])
    run = await bench.run(bench.flows["big"])
    assert run.output is None
    assert run.output_blob is not None
    called = await bench.run(
        flow(
            [
                {"key": "s", "type": "core.subflow", "config": {"flow": "big"}},
                {"key": "n", "type": "probe.value", "config": {"value": "{{ steps.s.output.length }}"}},
            ],
            ["s>n"],
        )
    )
    assert called.output == 300_000


async def test_secrets_never_reach_outputs_logs_errors_or_events(bench: Bench) -> None:
    secret = 'tok"en-1234567890'
    bench.backend.credentials["c"] = {"type": "bearer", "token": secret}
    nodes = [
        {"key": "a", "type": "probe.leak", "config": {"credential": "c"}},
        {"key": "b", "type": "probe.leak_error", "config": {"credential": "c"}, "on_error": "continue"},
    ]
    run = await bench.run(flow(nodes, ["a>b"]))
    import json

    everything = json.dumps([await bench.events(run), run.model_dump(mode="json")]) + repr(await bench.records(run))
    assert "1234567890" not in everything
    assert "•••" in everything or "\\u2022" in everything


async def test_a_disabled_node_passes_its_input_on(bench: Bench) -> None:
    nodes = [
        {"key": "a", "type": "probe.value", "config": {"value": [1]}},
        {"key": "b", "type": "probe.fail", "disabled": True},
        {"key": "c", "type": "probe.value", "config": {"value": "{{ steps.b }}"}},
    ]
    run = await bench.run(flow(nodes, ["a>b", "b>c"]))
    assert run.output == [1]
    assert bench.probes.calls["b"] == 0


async def test_a_cached_result_is_reused_and_equal_work_is_done_once(bench: Bench) -> None:
    cached = {"type": "probe.hold", "cache": {"ttl_s": 60}, "config": {"value": 3}}
    document = flow([{"key": "a", **cached}, {"key": "b", **cached}])
    run = await bench.start(document)
    await bench.probes.arrival("gate").wait()
    bench.probes.gate("gate").set()
    await bench.end(run)
    assert sum(bench.probes.calls.values()) == 1
    again = await bench.run(document)
    assert sum(bench.probes.calls.values()) == 1
    assert (await bench.records(again))["a", ""].cached


async def test_a_dependency_that_keeps_failing_is_left_alone_for_a_while(bench: Bench) -> None:
    document = flow([{"key": "a", "type": "probe.outside", "config": {"retryable": True}}])
    codes = [(await bench.run(document)).error or {} for _ in range(6)]
    assert [error["code"] for error in codes] == ["probe.failed"] * 5 + ["circuit.open"]
    assert bench.probes.calls["a"] == 5


async def test_events_are_numbered_without_gaps(bench: Bench) -> None:
    nodes = [{"key": f"n{number}", "type": "probe.value"} for number in range(30)]
    run = await bench.run(flow(nodes, [f"n{number}>n{number + 1}" for number in range(29)]))
    events = await bench.events(run)
    assert [event["seq"] for event in events] == list(range(1, len(events) + 1))
    assert events[0]["type"] == "run.started"
    assert events[-1]["type"] == "run.succeeded"
    later = await bench.machine.runs.events(WORKSPACE, run.id, after=10)
    assert [event["seq"] for event in later] == list(range(11, len(events) + 1))

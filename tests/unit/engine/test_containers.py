"""Loops, try, parallel, stop."""

from typing import Any

import pytest

from flow_builder.domain.status import Status
from tests.support.machine import Bench, flow


def looping(policy: str = "fail", concurrency: int = 1, **config: Any) -> dict[str, Any]:
    """A loop over 0..4 whose items 1 and 3 fail."""
    return flow(
        [
            {
                "key": "each",
                "type": "core.loop",
                "config": {
                    "over": {"kind": "count", "times": 5},
                    "on_item_error": policy,
                    "concurrency": concurrency,
                    **config,
                },
            },
            {"key": "check", "type": "core.assert", "parent": "each", "config": {"that": "{{ index % 2 === 0 }}"}},
            {"key": "double", "type": "probe.value", "parent": "each", "config": {"value": "{{ item * 2 }}"}},
        ],
        ["check>double"],
    )


async def test_collect_keeps_the_places_of_failed_items(bench: Bench) -> None:
    run = await bench.run(looping("collect"))
    assert run.output["items"] == [0, None, 4, None, 8]
    assert [error["index"] for error in run.output["errors"]] == [1, 3]
    assert run.output["errors"][0]["error"]["code"] == "assert.failed"


async def test_skip_drops_failed_items(bench: Bench) -> None:
    run = await bench.run(looping("skip", concurrency=3))
    assert run.output == {"items": [0, 4, 8], "errors": [], "count": 5, "succeeded": 3, "failed": 2}


async def test_fail_stops_at_the_first_failed_item_and_keeps_what_is_done(bench: Bench) -> None:
    run = await bench.run(looping("fail"))
    assert run.status is Status.FAILED
    record = (await bench.records(run))["each", ""]
    assert record.output["items"] == [0]
    assert record.output["count"] == 2
    assert record.error is not None
    assert record.error["details"]["index"] == 1


async def test_concurrent_iterations_run_together_up_to_the_limit(bench: Bench) -> None:
    run = await bench.start(
        flow(
            [
                {
                    "key": "each",
                    "type": "core.loop",
                    "config": {"over": {"kind": "count", "times": 9}, "concurrency": 3},
                },
                {"key": "hold", "type": "probe.hold", "parent": "each", "config": {"value": "{{ index }}"}},
            ]
        )
    )
    await bench.probes.arrival("gate").wait()
    bench.probes.gate("gate").set()
    ended = await bench.end(run)
    assert bench.probes.most_together == 3
    assert ended.output["items"] == list(range(9))


async def test_a_while_loop_sees_variables_and_the_iteration_before(bench: Bench) -> None:
    run = await bench.run(
        flow(
            [
                {
                    "key": "again",
                    "type": "core.loop",
                    "config": {"over": {"kind": "while", "condition": "{{ (steps.page?.n ?? 0) < 4 }}"}},
                },
                {
                    "key": "page",
                    "type": "probe.value",
                    "parent": "again",
                    "config": {"value": {"n": "{{ index + 1 }}"}},
                },
            ]
        )
    )
    assert run.output["items"] == [{"n": 1}, {"n": 2}, {"n": 3}, {"n": 4}]


async def test_a_loop_has_an_end(bench: Bench) -> None:
    run = await bench.run(
        flow(
            [
                {
                    "key": "again",
                    "type": "core.loop",
                    "config": {"over": {"kind": "while", "condition": True}, "max_iterations": 20},
                },
                {"key": "a", "type": "probe.value", "parent": "again"},
            ]
        )
    )
    assert run.error is not None
    assert run.error["code"] == "loop.too_many_iterations"
    assert bench.probes.calls["a"] == 20


async def test_nested_loops_see_the_items_of_both(bench: Bench) -> None:
    run = await bench.run(
        flow(
            [
                {"key": "outer", "type": "core.loop", "config": {"over": {"kind": "each", "items": ["a", "b"]}}},
                {
                    "key": "inner",
                    "type": "core.loop",
                    "parent": "outer",
                    "config": {"over": {"kind": "each", "items": [1, 2]}},
                },
                {
                    "key": "both",
                    "type": "probe.value",
                    "parent": "inner",
                    "config": {"value": "{{ steps.outer.item + item + index }}"},
                },
            ]
        )
    )
    assert [each["items"] for each in run.output["items"]] == [["a10", "a21"], ["b10", "b21"]]
    assert {path for key, path in await bench.records(run) if key == "both"} == {"0.0", "0.1", "1.0", "1.1"}


async def test_a_loop_gives_what_its_output_says(bench: Bench) -> None:
    run = await bench.run(looping("collect", output="{{ { i: index, d: steps.double } }}"))
    assert run.output["items"][2] == {"i": 2, "d": 4}


async def test_try_goes_on_at_its_error_port_with_the_error(bench: Bench) -> None:
    nodes = [
        {"key": "guarded", "type": "core.try"},
        {"key": "first", "type": "probe.value", "parent": "guarded", "config": {"value": 1}},
        {"key": "boom", "type": "probe.fail", "parent": "guarded"},
        {"key": "fine", "type": "probe.value"},
        {"key": "rescue", "type": "probe.value", "config": {"value": "{{ [steps.guarded.error.node, steps.first] }}"}},
    ]
    run = await bench.run(flow(nodes, ["first>boom", "guarded>fine", "guarded.error>rescue"]))
    assert run.status is Status.SUCCEEDED
    records = await bench.records(run)
    assert records["rescue", ""].output == ["boom", 1]
    assert records["fine", ""].status is Status.SKIPPED


async def test_a_container_that_takes_too_long_fails_and_its_steps_are_canceled(bench: Bench) -> None:
    nodes = [
        {"key": "both", "type": "core.parallel", "timeout_s": 0.02},
        {"key": "a", "type": "probe.hold", "parent": "both"},
        {"key": "b", "type": "probe.value", "parent": "both"},
    ]
    run = await bench.run(flow(nodes))
    assert run.error is not None
    assert run.error["code"] == "step.timeout"
    records = await bench.records(run)
    assert records["a", ""].status is Status.CANCELED
    assert records["b", ""].status is Status.SUCCEEDED


@pytest.mark.parametrize("status", ["succeeded", "failed"])
async def test_stop_ends_the_whole_run_from_anywhere(bench: Bench, status: str) -> None:
    nodes = [
        {"key": "each", "type": "core.loop", "config": {"over": {"kind": "count", "times": 3}, "concurrency": 3}},
        {"key": "second", "type": "core.condition", "parent": "each", "config": {"when": "{{ index === 1 }}"}},
        {
            "key": "stop",
            "type": "core.stop",
            "parent": "each",
            "config": {"status": status, "message": "enough", "output": {"got": "{{ index }}"}},
        },
        {"key": "hold", "type": "probe.hold", "parent": "each"},
        {"key": "after", "type": "probe.value"},
    ]
    run = await bench.run(flow(nodes, ["second.true>stop", "second.false>hold", "each>after"]))
    assert run.status == status
    assert run.output == {"got": 1}
    assert (run.error or {}).get("message") == (None if status == "succeeded" else "enough")
    assert bench.probes.calls["after"] == 0


async def test_a_failed_loop_keeps_even_a_large_partial_result(bench: Bench) -> None:
    document = looping("fail", output="{{ 'x'.repeat(300000) }}")
    run = await bench.run(document)
    record = (await bench.records(run))["each", ""]
    assert record.status is Status.FAILED
    assert record.blob is not None
    assert record.output is None


async def test_a_loop_goes_over_an_object_and_over_nothing(bench: Bench) -> None:
    def over(items: object) -> dict[str, Any]:
        return flow(
            [
                {"key": "each", "type": "core.loop", "config": {"over": {"kind": "each", "items": items}}},
                {"key": "v", "type": "probe.value", "parent": "each", "config": {"value": "{{ item.key }}"}},
            ]
        )

    assert (await bench.run(over({"a": 1, "b": 2}))).output["items"] == ["a", "b"]
    assert (await bench.run(over(None))).output["items"] == []
    failed = await bench.run(over("text"))
    assert (failed.error or {})["code"] == "loop.not_a_list"

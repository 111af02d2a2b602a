"""condition, switch, merge, assert, set_vars, log, stop."""

import math
from typing import Any

import pytest
from pydantic import ValidationError

from flow_builder.errors import NodeError
from flow_builder.nodes import node_type
from flow_builder.nodes.testing import LogLine
from flow_builder.nodes.truth import truthy
from tests.support.nodes import Bench


@pytest.mark.parametrize("value", ["", 0, 0.0, -0.0, math.nan, None, False])
def test_what_javascript_counts_as_false_is_false(value: Any) -> None:
    assert truthy(value) is False


@pytest.mark.parametrize("value", ["0", "false", " ", 1, -1, 0.1, math.inf, True, [], {}, [0]])
def test_everything_else_is_true(value: Any) -> None:
    assert truthy(value) is True


@pytest.mark.parametrize("value", [None, 0, "", "0", [], {}, [0], {"a": 1}, 0.5, True, False])
def test_truth_agrees_with_the_expression_language(bench: Bench, value: Any) -> None:
    assert truthy(value) is bench.evaluate("{{ !!item }}", item=value)


async def test_a_condition_makes_one_port_live(bench: Bench) -> None:
    bench.input = {"n": 4}
    assert await bench("core.condition", {"when": "{{ input.n > 3 }}"}) == ({"result": True}, ("true",))
    assert await bench("core.condition", {"when": "{{ input.n > 4 }}"}) == ({"result": False}, ("false",))


async def test_a_switch_takes_the_first_case_or_all_or_the_default(bench: Bench) -> None:
    cases = [{"name": "a", "when": False}, {"name": "b", "when": 1}, {"name": "c", "when": "x"}]
    assert await bench("core.switch", {"cases": cases}) == ({"matched": ["b"]}, ("b",))
    assert await bench("core.switch", {"cases": cases, "mode": "all"}) == ({"matched": ["b", "c"]}, ("b", "c"))
    assert await bench("core.switch", {"cases": cases[:1]}) == ({"matched": []}, ("default",))


@pytest.mark.parametrize(
    "names", [["a", "a"], ["default"], ["error"], ["1a"], ["a b"], [], [f"c{n}" for n in range(51)]]
)
def test_a_switch_needs_one_to_fifty_cases_with_names_of_their_own(names: list[str]) -> None:
    with pytest.raises(ValidationError):
        node_type("core.switch").config.model_validate({"cases": [{"name": name, "when": 1} for name in names]})


@pytest.mark.parametrize(
    ("config", "ports"),
    [
        ({}, ("default",)),
        ({"cases": "{{ input.cases }}"}, ("default",)),
        ({"cases": [{"name": "a"}, {"name": 1}, "x", {"name": "b"}, {"name": "a"}]}, ("a", "b", "default")),
    ],
)
def test_a_switchs_ports_follow_from_its_raw_config_however_malformed(
    config: dict[str, Any], ports: tuple[str, ...]
) -> None:
    assert node_type("core.switch").ports_of(config) == ports


@pytest.mark.parametrize(
    ("config", "input_", "output"),
    [
        ({}, {"n": 1}, {"n": 1}),
        ({"mode": "all"}, {"n": 1}, [{"n": 1}]),
        ({"mode": "all"}, [1, 2], [1, 2]),
        ({"mode": "all"}, None, []),
        ({"mode": "object"}, 3, {"value": 3}),
        ({"mode": "object"}, {"n": 1}, {"n": 1}),
        ({"mode": "object"}, None, {}),
        ({"value": "{{ steps.a ?? steps.b }}", "mode": "all"}, 1, "from b"),
    ],
)
async def test_merge_gives_its_value_or_what_came_in(
    bench: Bench, config: dict[str, Any], input_: Any, output: Any
) -> None:
    bench.input, bench.steps = input_, {"a": None, "b": "from b"}
    assert await bench("core.merge", config) == output


async def test_an_assertion_that_does_not_hold_fails_with_its_message(bench: Bench) -> None:
    assert await bench("core.assert", {"that": [0]}) == {"ok": True}
    with pytest.raises(NodeError, match=r"^No rows$") as failed:
        await bench("core.assert", {"that": 0, "message": "No rows"})
    assert (failed.value.code, failed.value.retryable) == ("assert.failed", False)


async def test_variables_have_names_that_expressions_can_read(bench: Bench) -> None:
    bench.input = {"a": 1}
    assert await bench("core.set_vars", {"values": {"x": "{{ input.a }}", "_y": None}}) == {"x": 1, "_y": None}
    for name in ("1x", "a-b", "", "a.b", "ü"):
        with pytest.raises(ValidationError):
            await bench("core.set_vars", {"values": {name: 1}})


async def test_log_writes_texts_as_they_are_and_values_as_json(bench: Bench) -> None:
    await bench("core.log", {"message": "hello"})
    await bench("core.log", {"message": {"ü": [1, None]}, "level": "error", "data": {"n": 1}})
    output = await bench("core.log", {"message": "x" * 20_000})
    assert bench.logs[:2] == [LogLine("hello", "info", {}), LogLine('{"ü": [1, null]}', "error", {"data": {"n": 1}})]
    assert len(output["message"]) == 10_000


async def test_stop_says_how_the_run_ends(bench: Bench) -> None:
    output = await bench("core.stop", {"status": "failed", "message": "no", "output": [1]})
    assert output == {"status": "failed", "message": "no", "output": [1]}

"""What a run will cost: exact ranges where the ways through a flow can be followed, open ends where nobody can tell."""

from typing import Any

import pytest

from flow_builder.compiler import compile_or_raise
from flow_builder.domain.documents import load_document
from flow_builder.engine.estimate import Estimate, Range
from flow_builder.engine.prepared import PreparedPlan
from flow_builder.nodes import CATALOGUE
from tests.support.machine import flow


def estimated(document: dict[str, Any]) -> Estimate:
    loaded = load_document(document)
    return PreparedPlan(compile_or_raise(loaded, CATALOGUE), CATALOGUE).estimate


def log(key: str, **more: Any) -> dict[str, Any]:
    return {"key": key, "type": "core.log", "config": {"message": "x"}, **more}


def loop(key: str, over: Any, **more: Any) -> dict[str, Any]:
    return {"key": key, "type": "core.loop", "config": {"over": over}, **more}


IF = {"key": "if", "type": "core.condition", "config": {"when": "{{ input.x }}"}}
EXTRACT = {"key": "dear", "type": "extract.html_to_text", "config": {"html": "<p>x</p>"}}


def test_a_chain_costs_the_sum_of_its_prices() -> None:
    found = estimated(flow([log("a"), EXTRACT, log("off", disabled=True)], ["a>dear", "dear>off"]))
    assert found.credits == Range(3, 3)
    assert [(each.key, each.price) for each in found.nodes] == [("a", 1), ("dear", 2), ("off", 0)]


def test_of_a_condition_the_cheaper_and_the_dearer_way_count_and_what_joins_them_always() -> None:
    document = flow(
        [IF, log("a"), EXTRACT, log("b"), log("end")], ["if.true>a", "if.false>dear", "dear>b", "a>end", "b>end"]
    )
    found = estimated(document)
    assert found.credits == Range(1 + 1 + 1, 1 + 2 + 1 + 1)
    times = {each.key: each.times for each in found.nodes}
    assert times["end"] == Range(1, 1)
    assert times["dear"] == times["b"] == Range(0, 1)


def test_a_loop_that_says_how_often_is_multiplied_also_within_another_one() -> None:
    inner = loop("in", {"kind": "each", "items": [1, 2, 3]}, parent="out")
    document = flow([loop("out", {"kind": "count", "times": 4}), inner, log("x", parent="in")])
    assert estimated(document).credits == Range(1 + 4 * (1 + 3), 1 + 4 * (1 + 3))


@pytest.mark.parametrize(
    "over",
    [
        {"kind": "each", "items": "{{ input.items }}"},
        {"kind": "while", "condition": "{{ index < 3 }}"},
        {"kind": "count", "times": "{{ input.n }}"},
    ],
)
def test_of_a_loop_that_does_not_say_how_often_one_iteration_is_priced(over: Any) -> None:
    found = estimated(flow([loop("each", over), log("a", parent="each"), {**EXTRACT, "parent": "each"}], ["a>dear"]))
    assert found.credits == Range(1, None)
    (unknown,) = found.loops
    assert (unknown.key, unknown.per_iteration, unknown.max_iterations) == ("each", Range(3, 3), 10_000)


def test_an_endless_loop_over_nothing_costs_nothing_more() -> None:
    assert estimated(flow([loop("each", {"kind": "each", "items": "{{ input }}"})])).credits == Range(1, 1)


def test_what_comes_after_a_possible_end_of_the_run_may_not_come() -> None:
    stop = {"key": "stop", "type": "core.stop"}
    found = estimated(flow([IF, stop, log("a"), log("b")], ["if.true>stop", "if.false>a", "a>b"]))
    assert found.credits == Range(2, 3)


def test_a_switch_that_takes_all_cases_that_apply_may_take_several() -> None:
    cases = [{"name": name, "when": "{{ input.x }}"} for name in ("one", "two")]
    switch = {"key": "sw", "type": "core.switch", "config": {"mode": "all", "cases": cases}}
    found = estimated(flow([switch, log("a"), EXTRACT], ["sw.one>a", "sw.two>dear"]))
    assert found.credits == Range(1, 1 + 1 + 2)


def test_an_error_port_is_a_way_and_undoing_is_on_top() -> None:
    undo = log("undo")
    nodes = [log("a", compensate_with="undo"), undo, {**EXTRACT, "on_error": "branch"}, log("rescue")]
    found = estimated(flow(nodes, ["a>dear", "dear.error>rescue"]))
    assert found.credits == Range(1 + 2, 1 + 2 + 1 + 1)


def test_many_branches_give_a_wider_range_in_little_time() -> None:
    nodes: list[dict[str, Any]] = []
    edges: list[str] = []
    for number in range(40):
        nodes += [{**IF, "key": f"if{number}"}, log(f"a{number}"), log(f"b{number}")]
        edges += [f"if{number}.true>a{number}", f"if{number}.false>b{number}"]
    found = estimated(flow(nodes, edges))
    assert found.credits == Range(40, 120)  # exact it would be from 80 to 80

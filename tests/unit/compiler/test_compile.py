"""The compiler as a whole: its results, regions for the cloud, estimates, explanation, codes."""

import json
from pathlib import Path
from typing import Any

import pytest

from flow_builder.compiler import Label, compile_flow, compile_or_raise, explain, inline_regions
from flow_builder.compiler.codes import CODES
from flow_builder.domain.documents import document_hash
from flow_builder.domain.plan import steps
from flow_builder.errors import CompileFailed
from tests.support.catalogue import CATALOGUE
from tests.support.drawn import codes, compiled, draw, plan_of

GOLDEN = Path(__file__).parents[2] / "golden"


def test_a_plan_carries_what_the_document_says() -> None:
    document = draw("a b", "a>b", settings={"durability": "fast"}, input_schema={"type": "object"})
    plan = compile_or_raise(document, CATALOGUE)
    assert (plan.name, plan.settings, plan.input_schema) == ("drawn", document.settings, {"type": "object"})
    assert plan.hash == document_hash(document)


def test_errors_leave_no_plan_and_warnings_do() -> None:
    assert compiled("a", "a>a").plan is None
    found = compiled("a!")
    assert found.plan is not None
    assert [each.severity for each in found.diagnostics] == ["warning", "info"]


def test_compile_or_raise_lists_errors_first() -> None:
    with pytest.raises(CompileFailed) as caught:
        compile_or_raise(draw("a! b", "b>b b>nowhere"), CATALOGUE)
    listed = caught.value.details["diagnostics"]
    assert [each["severity"] for each in listed] == ["error", "error", "warning"]
    assert caught.value.message.endswith("(1 more problem)")
    assert json.loads(json.dumps(listed)) == listed


def test_a_document_of_another_version_is_refused() -> None:
    document = draw("a").model_copy(update={"schema_": 2})
    assert [each.code for each in compile_flow(document, CATALOGUE).errors] == ["document.version"]


def test_steps_get_their_policies() -> None:
    document = draw("a l:core.loop l/b w:core.wait e:test.effect")
    nodes = [each.model_copy(update={"timeout_s": 7.0}) if each.id == "l" else each for each in document.nodes]
    plan = compile_or_raise(document.model_copy(update={"nodes": tuple(nodes)}), CATALOGUE)
    timeouts = {step.key: step.policy.timeout_s for step in steps(plan.root)}
    assert timeouts == {"a": 300.0, "l": 7.0, "b": 300.0, "w": None, "e": 300.0}


@pytest.mark.parametrize(
    ("durability", "regions"),
    [
        ("step", [["a"], ["b"], ["e"], ["c"], ["x"], ["d"], ["f"]]),
        ("balanced", [["a", "b", "e"], ["c", "x", "d", "f"]]),
        ("fast", [["a", "b", "e", "c", "x", "d", "f"]]),
    ],
)
def test_durability_decides_how_much_one_call_executes(durability: str, regions: list[list[str]]) -> None:
    plan = plan_of(
        "a b e:test.effect c:core.condition x d f:test.effect",
        "a>b b>e e>c c.true>x c.false>d x>f d>f",
        settings={"durability": durability},
    )
    assert [list(each.nodes) for each in inline_regions(plan)] == regions


def test_pauses_and_parts_with_side_effects_end_regions() -> None:
    plan = plan_of("a c:core.condition x:test.effect y w:core.wait z", "a>c c.true>x c.false>y x>w y>w w>z")
    assert [each.nodes for each in inline_regions(plan)] == [("a", "c"), ("x",), ("y",), ("z",)]


def test_a_pure_loop_is_part_of_the_region_around_it() -> None:
    plan = plan_of("a l:core.loop l/b l/c z", "a>l b>c l>z")
    assert [each.nodes for each in inline_regions(plan)] == [("a", "l", "b", "c", "z")]
    effect = plan_of("a l:core.loop l/b l/c:test.effect z", "a>l b>c l>z")
    assert [each.nodes for each in inline_regions(effect)] == [("a",), ("b", "c"), ("z",)]


def test_every_step_but_the_control_ones_is_in_one_region() -> None:
    plan = plan_of("a o:browser.open p:browser.page w:core.wait b:test.effect", "a>o o>p p>w w>b")
    regions = inline_regions(plan)
    assert [(each.lane, each.nodes) for each in regions] == [
        ("inline", ("a",)),
        ("browser", ("o", "p")),
        ("inline", ("b",)),
    ]


def _lines(label: Label, depth: int = 0) -> list[str]:
    return ["  " * depth + label.text, *(line for each in label.children for line in _lines(each, depth + 1))]


def test_explain_shows_order_cases_bodies_and_regions() -> None:
    plan = plan_of(
        "s:test.start c:core.condition o:browser.open p:browser.page! l:core.loop l/x a b z:core.stop",
        "s>c c.true>o o>p p>l c.false>a c.false>b l>z",
    )
    assert [line.removeprefix("  ") for line in _lines(explain(plan))[1:]] == [
        "s (test.start, #1)",
        "c (core.condition, #1)",
        "  true",
        "    browser region",
        "      o (browser.open, #2)",
        "      p (browser.page, on error branch, #2)",
        "        out",
        "          l (core.loop, #2)",
        "            x (test.echo, #2)",
        "          z (core.stop, stop, #2)",
        "  false",
        "    together",
        "      a (test.echo, #3)",
        "      b (test.echo, #3)",
    ]


def test_the_price_counts_loops_per_iteration() -> None:
    found = compiled("a:test.effect l:core.loop l/b l/c:test.effect", "a>l b>c").diagnostics
    assert [each.message for each in found] == ["A run costs up to 4 credits and 4 per iteration of `l`."]


@pytest.mark.parametrize(("loops", "warned"), [(9, False), (12, True)])
def test_a_flow_that_makes_too_much_history_is_a_warning(loops: int, warned: bool) -> None:
    names = [f"l{number}" for number in range(loops)]
    over = {name: {"over": {"kind": "count", "times": 170}} for name in names}
    found = codes(" ".join(f"{name}:core.loop {name}/{name}a:test.effect" for name in names), "", over)
    assert found == ([("limit.history", None)] if warned else [])


def test_a_loop_that_makes_much_history_gets_one_of_its_own() -> None:
    over = {"l": {"over": {"kind": "count", "times": 100_000}, "max_iterations": 100_000}}
    assert codes("l:core.loop l/a:test.effect l/b:test.effect", "a>b", over) == []


def test_variables_set_side_by_side_are_a_warning() -> None:
    names: dict[str, Any] = {"b": {"values": {"y": 1}}}
    assert codes("a:core.set_vars b:core.set_vars") == [("vars.concurrent", "b")]
    assert codes("a:core.set_vars b:core.set_vars", "", names) == []
    assert codes("a:core.set_vars b:core.set_vars", "a>b") == []
    assert codes("c:core.condition a:core.set_vars b:core.set_vars", "c.true>a c.false>b") == []
    assert codes("s:core.switch a:core.set_vars b:core.set_vars", "s.a>a s.b>b", {"s": {"mode": "all"}}) == [
        ("vars.concurrent", "b")
    ]
    assert codes("l:core.loop l/a:core.set_vars", "", {"l": {"concurrency": 2}}) == [("vars.concurrent", "a")]


def test_every_code_is_shown_by_a_golden_case_or_tested_here() -> None:
    files = GOLDEN.glob("*/diagnostics.json")
    shown = {each["code"] for path in files for each in json.loads(path.read_text("utf-8"))}
    here = {"document.version", "limit.history", "container.too_deep"}
    assert shown <= set(CODES)
    elsewhere = {
        "config.deprecated",
        "limit.step_time",
        "limit.states",
    }  # test_configs, test_cloud_time, test_machine_limits
    assert set(CODES) - shown == here | elsewhere

"""Expressions before they run: on recorded data, as a step would see it."""

from typing import Any

import pytest

from tests.support.api import Api
from tests.support.machine import flow

SHOP = flow(
    [
        {"key": "go", "type": "trigger.manual"},
        {"key": "set", "type": "core.set_vars", "config": {"values": {"rate": "{{ input.rate }}"}}},
        {"key": "each", "type": "core.loop", "config": {"over": {"kind": "each", "items": "{{ input.items }}"}}},
        {"key": "priced", "type": "core.set_vars", "parent": "each", "config": {"values": {"p": "{{ item.p * 2 }}"}}},
        {
            "key": "after",
            "type": "core.set_vars",
            "parent": "each",
            "config": {"values": {"q": "{{ steps.priced.p }}"}},
        },
        {"key": "guard", "type": "core.try"},
        {"key": "inner", "type": "core.assert", "parent": "guard", "config": {"that": "{{ true }}"}},
        {"key": "last", "type": "core.assert", "config": {"that": "{{ true }}"}},
    ],
    ["go>set", "set>each", "priced>after", "each>guard", "guard>last"],
    settings={"env": {"SHOP": "https://shop.example"}},
)
INPUT = {"rate": 3, "items": [{"p": 1}, {"p": 5}]}


@pytest.fixture
async def made(host: Api) -> str:
    id_ = str((await host.ok("POST", "/flows", json=SHOP))["id"])
    body = {"flow": id_, "input": INPUT}
    run = await host.ok("POST", "/runs", params={"wait": 20}, json=body)
    assert run["status"] == "succeeded", run
    return id_


async def value(host: Api, text: Any, **around: Any) -> Any:
    found = await host.ok("POST", "/expressions/preview", json={"value": text, **around})
    assert found["error"] is None, found
    return found["value"]


async def test_a_value_is_what_the_step_would_get(host: Api, made: str) -> None:
    around = {"flow": made, "at": "last"}
    assert await value(host, "{{ input.rate + 1 }}", **around) == 4
    assert await value(host, "rate {{ vars.rate }} at {{ env.SHOP }}", **around) == "rate 3 at https://shop.example"
    assert await value(host, "{{ steps.each.count }}", **around) == 2
    assert await value(host, {"a": ["{{ run.trigger }}"], "b": 1}, **around) == {"a": ["api"], "b": 1}
    assert await value(host, "{{ Object.keys(steps).sort().join() }}", **around) == "each,go,guard,inner,set"


async def test_inside_a_loop_there_is_an_iteration(host: Api, made: str) -> None:
    around = {"flow": made, "at": "after"}
    assert await value(host, "{{ [item.p, index, steps.priced.p, steps.each.index] }}", **around) == [1, 0, 2, 0]
    assert await value(host, "{{ [item.p, index, steps.priced.p] }}", **around, path="1") == [5, 1, 10]
    assert await value(host, "{{ item }}", **around, item="mine") == "mine"


async def test_given_values_go_before_recorded_ones(host: Api, made: str) -> None:
    around: dict[str, Any] = {"flow": made, "at": "last"}
    assert await value(host, "{{ input }}", **around, input=None) is None
    assert await value(host, "{{ steps.each.count }}", **around, steps={"each": {"count": 7}}) == 7
    assert await value(host, "{{ vars.x + index }}", vars={"x": 1}, index=2) == 3
    assert await value(host, "{{ 1 + 1 }}") == 2


async def test_without_a_run_pinned_outputs_serve(host: Api) -> None:
    pinned = flow(
        [{"key": "a", "type": "core.set_vars", "config": {"values": {"x": 1}}, "pinned_output": {"x": 9}},
         {"key": "b", "type": "core.assert", "config": {"that": "{{ true }}"}}], ["a>b"],
        input_schema={"type": "object", "properties": {"n": {"default": 4}}},
    )  # fmt: skip
    assert await value(host, "{{ steps.a.x + input.n }}", document=pinned, at="b") == 13


async def test_an_answer_tells_type_and_references(host: Api, made: str) -> None:
    body = {"value": {"a": "x {{ steps.each.items[0] }}", "b": "{{ input }}"}, "flow": made, "at": "last"}
    found = await host.ok("POST", "/expressions/preview", json=body)
    assert found["type"] == "object"
    assert found["run"].startswith("r_")
    assert found["references"] == [
        {"field": "/a", "root": "steps", "path": ["each", "items", 0], "position": 5},
        {"field": "/b", "root": "input", "path": [], "position": 3},
    ]


@pytest.mark.parametrize(
    ("text", "code", "position"),
    [
        ("a {{ 1 + }}", "expression.syntax", True),
        ("{{ never closed", "expression.syntax", True),
        ("{{ steps.none.x }}", "expression.failed", None),
        ("{{ (() => { for (;;) {} })() }}", "expression.timeout", None),
        ("{{ 'x'.repeat(1e9) }}", "expression.", None),
        ("{{ fetch('http://x') }}", "expression.failed", None),
    ],
)
async def test_a_mistake_is_an_answer(host: Api, made: str, text: str, code: str, position: bool | None) -> None:
    found = await host.ok("POST", "/expressions/preview", json={"value": text, "flow": made})
    assert found["error"]["code"].startswith(code), found
    assert (found["value"], found["type"]) == (None, None)
    assert (found["error"]["position"] is not None) is bool(position)


async def test_a_large_value_is_shown_in_part(host: Api) -> None:
    found = await host.ok("POST", "/expressions/preview", json={"value": "{{ 'ab'.repeat(400000) }}"})
    assert (found["value"], found["truncated"], found["type"]) == (None, True, "string")
    assert len(found["shown"]) == 2_000


async def test_what_a_step_could_read(host: Api, made: str) -> None:
    found = await host.ok("POST", "/expressions/scope", json={"flow": made, "at": "after", "path": "1"})
    steps = {each["key"]: each for each in found["steps"]}
    assert list(steps) == ["each", "go", "set", "priced"]
    assert steps["each"]["sample"] == {"item": {"p": 5}, "index": 1}
    assert steps["priced"]["sample"] == {"p": 10}
    assert found["iteration"] == {"item": {"p": 5}, "index": 1}
    assert found["vars"] == {"rate": 3, "p": 10}
    assert found["input"]["sample"] == INPUT
    assert found["env"]["SHOP"] == "https://shop.example"
    outside = await host.ok("POST", "/expressions/scope", json={"flow": made, "at": "last"})
    steps = {each["key"]: each for each in outside["steps"]}
    assert set(steps) == {"go", "set", "each", "guard", "inner"}
    assert "items" in steps["each"]["schema"]["properties"]
    assert outside["iteration"] is None


async def test_a_draft_that_has_no_runs_yet_has_a_scope_too(host: Api) -> None:
    found = await host.ok("POST", "/expressions/scope", json={"document": SHOP, "at": "inner"})
    assert found["recorded_by"] is None
    assert {each["key"]: each["recorded"] for each in found["steps"]} == {"go": False, "set": False, "each": False}
    assert found["vars"] == {"rate": None}


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"flow": "nope"}, 404, "flow.not_found"),
        ({"run": "nope"}, 404, "run.not_found"),
        ({"document": SHOP, "at": "nope"}, 404, "step.not_found"),
        ({"document": SHOP, "at": "after", "path": "1.2"}, 422, "run.bad_path"),
        ({"document": SHOP, "at": "after", "path": "x"}, 422, "run.bad_path"),
        ({"at": "x"}, 422, "expression.no_flow"),
    ],
)
async def test_what_does_not_fit_is_refused(host: Api, body: dict[str, Any], status: int, code: str) -> None:
    for path, more in (("preview", {"value": 1}), ("scope", {})):
        assert (await host.refused("POST", f"/expressions/{path}", status, json={**body, **more}))["code"] == code

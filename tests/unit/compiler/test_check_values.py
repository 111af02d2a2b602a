"""What expressions may say, and what they may read from where."""

from typing import Any

import pytest

from flow_builder.compiler import compile_flow
from flow_builder.domain.documents import dump_document, load_document
from flow_builder.domain.plan import steps
from flow_builder.nodes import CATALOGUE as SHIPPED
from tests.support.catalogue import CATALOGUE
from tests.support.drawn import codes, compiled, draw, plan_of


def value(text: Any, node: str = "z") -> dict[str, Any]:
    return {node: {"value": text}}


@pytest.mark.parametrize(
    "text",
    [
        "{{ input }}",
        "{{ steps.a }}",
        "{{ steps['a'].rows[0] }}",
        "{{ steps.a.map(row => row.price) }}",
        "{{ Object.entries(steps.a).map(([name, each]) => ({ name, each })) }}",
        "{{ (() => { const total = 1; return total; })() }}",
        "{{ typeof anything === 'undefined' }}",
        "{{ ({ a: 1, b: { c() { return 1 } } }) }}",
        "{{ `${steps.a.x} of ${Math.max(1, 2)}` }}",
        "{{ /steps\\.b/.test(input.x) }}",
        "{{ 'steps.b' + \"item\" }}",
        "{{ vars.x ?? env.Y ?? run.id }}",
        "\\{{ not.an.expression }}",
        "no template",
    ],
)
def test_sound_expressions_have_no_diagnostics(text: str) -> None:
    assert codes("a z", "a>z", value(text)) == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("{{ 1 + }}", "expression.invalid"),
        ("{{ }}", "expression.invalid"),
        ("{{ steps.a", "expression.invalid"),
        ("{{ return 1 }}", "expression.invalid"),
        ("{{ stpes.a }}", "reference.unknown_name"),
        ("{{ a.rows }}", "reference.unknown_name"),
        ("{{ [1, 2].map(x => x + y) }}", "reference.unknown_name"),
        ("{{ console.log(1) }}", "reference.unknown_name"),
        ("{{ steps.aa }}", "reference.unknown_step"),
        ("{{ steps.z }}", "reference.not_earlier"),
        ("{{ item }}", "reference.no_item"),
        ("{{ index + 1 }}", "reference.no_item"),
    ],
)
def test_what_cannot_work_is_reported_where_it_stands(text: str, code: str) -> None:
    found = compiled("a z", "a>z", value({"deep": [text]})).errors
    assert [(each.code, each.node, each.field) for each in found] == [(code, "z", "/config/value/deep/0")]


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("{{ steps.rosw }}", "Did you mean `steps.rows`?"),
        ("{{ stesp.rows }}", "Did you mean `steps`?"),
        ("{{ rows.length }}", "Did you mean `steps.rows`?"),
        ("{{ steps.later }}", "`later` runs later; read an earlier node."),
        ("{{ steps.beside }}", "Connect `beside` so that it comes before `z`."),
        ("{{ steps.z }}", "A node cannot read its own result."),
        ("{{ steps.inner }}", "Read `steps.loop.items` instead."),
    ],
)
def test_hints_say_what_to_do(text: str, hint: str) -> None:
    nodes = "rows z later beside loop:core.loop loop/inner"
    found = compiled(nodes, "rows>z z>later loop>z", value(text)).errors
    assert [each.hint for each in found] == [hint]


# a -> t(b -> c) -> l*(d -> m*(e)) -> z; u is apart from all of them
NESTED = "a t:core.try t/b t/c l:core.loop l/d l/m:core.loop m/e z u"
NESTED_EDGES = "a>t b>c t>l d>m l>z"


@pytest.mark.parametrize(
    ("reader", "read", "code"),
    [
        ("c", "b", None),
        ("c", "a", None),
        ("d", "b", None),
        ("z", "c", None),
        ("z", "t", None),
        ("z", "l.items", None),
        ("e", "d", None),
        ("e", "l.item", None),
        ("e", "l.index", None),
        ("e", "m.item", None),
        ("b", "c", "reference.not_earlier"),
        ("b", "t", "reference.not_earlier"),
        ("a", "b", "reference.not_earlier"),
        ("d", "l.items", "reference.not_earlier"),
        ("d", "e", "reference.not_earlier"),
        ("z", "d", "reference.inside_loop"),
        ("z", "e", "reference.inside_loop"),
        ("z", "l.item", "reference.unknown_property"),
        ("u", "a", "reference.not_earlier"),
        ("z", "u", "reference.not_earlier"),
    ],
)
def test_reading_across_containers(reader: str, read: str, code: str | None) -> None:
    found = codes(NESTED, NESTED_EDGES, value(f"{{{{ steps.{read} }}}}", reader))
    assert found == ([] if code is None else [(code, reader)])


def test_a_loop_reads_its_body_only_in_per_item_settings() -> None:
    nodes, edges = "l:core.loop l/a l/m:core.loop m/b", "a>m"
    assert codes(nodes, edges, {"l": {"output": "{{ steps.a }} {{ item }} {{ index }}"}}) == []
    condition = {"kind": "while", "condition": "{{ index < 3 && steps.a }}"}
    assert codes(nodes, edges, {"l": {"over": condition}}) == []
    items = {"kind": "each", "items": "{{ steps.a }}"}
    assert codes(nodes, edges, {"l": {"over": items}}) == [("reference.not_earlier", "l")]
    assert codes(nodes, edges, {"l": {"output": "{{ steps.b }}"}}) == [("reference.inside_loop", "l")]


def test_item_is_there_in_per_item_settings_and_inside_loops_only() -> None:
    each = {"items": "{{ input }}", "where": {"deep": ["{{ item.x }}", "{{ index }}"]}}
    assert codes("e:test.each", "", {"e": each}) == []
    assert codes("e:test.each", "", {"e": {"items": "{{ item }}"}}) == [("reference.no_item", "e")]
    assert codes("l:core.loop l/t:core.try t/e:test.each", "", {"e": {"items": "{{ item }}"}}) == []


def test_a_step_that_may_be_skipped_can_be_read() -> None:
    nodes, edges = "c:core.condition x y z", "c.true>x c.false>y x>z y>z"
    assert codes(nodes, edges, value("{{ steps.x ?? steps.y }}")) == []


@pytest.mark.parametrize(
    ("path", "gap"),
    [
        ("items", None),
        ("items.length", None),
        ("items[0].anything.at.all", None),
        ("errors[0].error.code", None),
        ("count", None),
        ("whatever", None),
        ("error.code", None),
        ("items.rows", "rows"),
        ("count.x", "x"),
        ("errors[0].err", "err"),
        ("errors[0].index.x", "x"),
    ],
)
def test_a_property_that_cannot_exist_is_a_warning(path: str, gap: str | None) -> None:
    found = compiled("l:core.loop l/a z", "l>z", value(f"{{{{ steps.l.{path} }}}}")).diagnostics
    messages = [each.message for each in found if each.code == "reference.unknown_property"]
    assert len(messages) == (gap is not None)
    assert gap is None or f"reads `{gap}` of" in messages[0]


def test_the_input_schema_is_heeded_when_it_is_closed() -> None:
    schema = {"type": "object", "properties": {"n": {"type": "number"}}}
    assert codes("z", "", value("{{ input.m }}"), input_schema=schema) == []
    closed = {**schema, "additionalProperties": False}
    assert codes("z", "", value("{{ input.m }}"), input_schema=closed) == [("reference.unknown_property", "z")]


def test_code_is_checked_as_a_function_body_and_holds_no_templates() -> None:
    sound = {"s": {"code": "const a = {b: {c: 1}}; return `{{ not.a.template }}` + a.b.c;"}}
    assert codes("s:test.script", "", sound) == []
    found = compiled("s:test.script", "", {"s": {"code": "return (1 +"}}).errors
    assert [(each.code, each.field) for each in found] == [("expression.invalid", "/config/code")]
    assert "The code in `code`" in found[0].message


def test_a_compensating_node_reads_what_it_undoes() -> None:
    text = "{{ steps.a }} {{ steps.b }} {{ steps.c }} {{ steps.undo }}"
    drawn = dump_document(draw("a b c undo", "a>b b>c", value(text, "undo")))
    drawn["nodes"][1]["compensate_with"] = "undo"
    found = compile_flow(load_document(drawn), CATALOGUE).errors
    assert [each.message.split("`")[3] for each in found] == ["steps.c", "steps.undo"]


def test_nothing_is_said_about_order_while_the_graph_is_broken() -> None:
    assert codes("a b", "a>b b>a", value("{{ steps.b }}", "a")) == [("graph.cycle", "a")]


def test_a_thousand_expressions_that_read_everything_share_one_list() -> None:
    nodes = " ".join(f"n{number}" for number in range(200))
    configs = {f"n{number}": {"value": "{{ Object.keys(steps) }}"} for number in range(200)}
    plan = plan_of(nodes, "", configs)
    assert len({id(step.reads) for step in steps(plan.root)}) == 1


def test_a_script_of_a_page_may_await() -> None:
    def found(script: str) -> list[tuple[str, str | None]]:
        drawn = draw("o:browser.open e:browser.evaluate", "o>e", {"e": {"script": script}})
        return [(each.code, each.node) for each in compile_flow(drawn, SHIPPED).errors]

    assert found("const answer = await fetch('table.html'); return answer.status") == []
    assert found("return (") == [("expression.invalid", "e")]

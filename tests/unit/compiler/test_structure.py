"""How graphs become trees; `tests/support/drawn.py` explains the notation."""

import pytest

from flow_builder.compiler import compile_or_raise
from flow_builder.domain.documents import dump_document, load_document
from flow_builder.domain.plan import Link, Loop, children, steps, walk
from tests.support.catalogue import CATALOGUE
from tests.support.drawn import draw, outline, plan_of


@pytest.mark.parametrize(
    ("nodes", "edges", "tree"),
    [
        ("a", "", "a"),
        ("a b c", "a>b b>c", "a ; b ; c"),
        ("a b", "", "(a | b)"),
        ("a b c d", "a>b a>c b>d c>d", "a ; (b | c) ; d"),
        ("a b c d", "a>c a>d b>c b>d", "(a | b) ; (c | d)"),
        ("a b c d e", "a>b c>d d>e", "(a ; b | c ; d ; e)"),
        ("c b a", "a>b b>c", "a ; b ; c"),
    ],
    ids=["one", "chain", "apart", "diamond", "all to all", "two chains", "drawn backwards"],
)
def test_series_parallel_graphs_keep_their_shape(nodes: str, edges: str, tree: str) -> None:
    assert outline(plan_of(nodes, edges)) == tree


def test_a_bridge_is_ordered_by_adding_waiting() -> None:
    assert outline(plan_of("a b c d", "a>c a>d b>d")) == "(a | b) ; (c | d)"


def test_a_late_link_between_two_chains_is_cut_where_it_joins() -> None:
    assert outline(plan_of("a b c x y z", "a>b b>c x>y y>z b>z")) == "(a ; b | x ; y) ; (c | z)"


@pytest.mark.parametrize(
    ("nodes", "edges", "tree"),
    [
        ("c:core.condition x y z", "c.true>x c.false>y x>z y>z", "c{true: x, false: y} ; z"),
        ("c:core.condition x y z", "c.true>x x>y c.false>z y>z", "c{true: x ; y} ; z"),
        ("c:core.condition x y", "c.true>x c.true>y", "c{true: (x | y)}"),
        ("a! x y", "a>x a.error>y", "a{out: x, error: y}"),
        ("c:core.condition d:core.condition x y", "c.false>d d.true>x c.true>y", "c{true: y, false: d{true: x}}"),
        ("s:core.switch x y z", "s.a>x s.b>x s.default>y x>z y>z", "s ; (x | y) ; z"),
    ],
    ids=["both sides", "one side", "two in a case", "error port", "nested", "one node for two cases"],
)
def test_what_only_one_port_leads_to_is_in_its_case(nodes: str, edges: str, tree: str) -> None:
    assert outline(plan_of(nodes, edges)) == tree


def test_a_join_does_not_wait_for_a_sibling_in_one_of_its_cases() -> None:
    plan = plan_of("c:core.condition x log y j", "c.true>x c.true>log c.false>y x>j y>j")
    assert outline(plan) == "c ; ((x | y) ; j | log)"


def test_where_waiting_is_added_anyway_cases_are_kept_together() -> None:
    plan = plan_of("c:core.condition x y n j k", "c.true>x c.false>y x>j n>j n>k")
    assert outline(plan) == "(c{true: x, false: y} | n) ; (j | k)"


def test_containers_have_bodies_and_sinks_in_document_order() -> None:
    plan = plan_of("l:core.loop l/b l/a l/c t:core.try t/d", "c>a l>t")
    assert outline(plan) == "l*{(b | c ; a)} ; t{d}"
    loop = next(each for each in walk(plan.root) if isinstance(each, Loop))
    assert loop.sinks == ("b", "a")


def test_an_empty_container_has_an_empty_body() -> None:
    assert outline(plan_of("l:core.loop")) == "l*{}"


def test_steps_carry_their_links_in_the_order_of_the_edges() -> None:
    plan = plan_of("c:core.condition d:core.condition j", "d.true>j c.false>j")
    links = {step.node: step.links for step in steps(plan.root)}
    assert links["j"] == (Link("d", "true"), Link("c", "false"))


def test_steps_know_what_they_read_and_whether_they_are_read() -> None:
    values = {"b": {"value": ["{{ steps.a.x }}", "{{ steps.a.y }}"]}, "c": {"value": "{{ Object.keys(steps) }}"}}
    by_key = {step.key: step for step in steps(plan_of("a b c", "a>b b>c", values).root)}
    assert by_key["b"].reads == ("a",)
    assert by_key["c"].reads == ("a", "b", "c")
    assert by_key["a"].referenced


def test_a_step_that_no_expression_reads_is_not_referenced() -> None:
    plan = plan_of("a b", "a>b", {"b": {"value": "{{ input }}"}})
    assert not any(step.referenced for step in steps(plan.root))


def test_compensating_nodes_are_beside_the_tree() -> None:
    drawn = dump_document(draw("a undo"))
    drawn["nodes"][0]["compensate_with"] = "undo"
    plan = compile_or_raise(load_document(drawn), CATALOGUE)
    assert outline(plan) == "a"
    assert plan.compensations["undo"].key == "undo"


def _depth(node: object) -> int:
    return 1 + max(map(_depth, children(node)), default=0)  # type: ignore[arg-type]


def test_a_thousand_chained_conditions_do_not_make_a_tree_a_thousand_deep() -> None:
    nodes = " ".join(f"c{number}:core.condition" for number in range(1_000))
    edges = " ".join(f"c{number}.false>c{number + 1}" for number in range(999))
    plan = plan_of(nodes, edges)
    assert _depth(plan.root) < 100
    assert [step.node for step in steps(plan.root)] == [f"c{number}" for number in range(1_000)]

"""Graphs that cannot run; tests/golden/bad_graph shows every code of this pass."""

import pytest

from flow_builder.domain import limits
from tests.support.drawn import codes, compiled


def test_a_cycle_is_shown_from_its_first_node_on() -> None:
    found = compiled("z a b c", "z>b b>c c>a a>b").errors
    assert [each.message for each in found] == ["Edges go in a circle: `a` → `b` → `c` → `a`."]


def test_a_node_that_leads_to_itself_is_a_cycle() -> None:
    assert codes("a", "a>a") == [("graph.cycle", "a")]


def test_each_container_has_its_own_cycles() -> None:
    assert codes("a b l:core.loop l/c l/d", "a>b b>a c>d d>c") == [("graph.cycle", "a"), ("graph.cycle", "c")]


@pytest.mark.parametrize(("depth", "fits"), [(limits.MAX_NESTING, True), (limits.MAX_NESTING + 1, False)])
def test_containers_nest_up_to_the_limit(depth: int, fits: bool) -> None:
    holders = ["t0:core.try", *(f"t{number - 1}/t{number}:core.try" for number in range(1, depth))]
    found = codes(" ".join([*holders, f"t{depth - 1}/a"]))
    assert found == ([] if fits else [("container.too_deep", "a")])


def test_ports_follow_from_settings() -> None:
    cases = {"s": {"cases": [{"name": "cheap", "when": True}]}}
    assert codes("s:core.switch a b", "s.cheap>a s.default>b", cases) == []
    assert [code for code, _ in codes("s:core.switch a", "s.dear>a", cases)] == ["edge.unknown_port"]


def test_the_error_port_is_there_when_the_node_branches_on_errors() -> None:
    assert codes("a! b", "a.error>b") == []
    assert codes("t:core.try t/x b", "t.error>b") == []
    found = compiled("a b", "a.error>b").errors
    assert [each.hint for each in found] == ["Set `on_error` of the node to `branch`, or remove the edge."]


def test_an_unconnected_error_port_is_a_warning() -> None:
    assert codes("a! b", "a>b") == [("error_port.unconnected", "a")]


def test_nodes_beside_a_trigger_start_on_their_own() -> None:
    assert codes("s:test.start a b", "s>a") == [("graph.not_triggered", "b")]
    assert codes("a b") == []


def test_unknown_ids_and_types_get_suggestions() -> None:
    assert [each.hint for each in compiled("rows", "rosw>rows").errors] == ["Did you mean 'rows'?"]
    assert [each.hint for each in compiled("a:core.condtion").errors] == ["Did you mean `core.condition`?"]
    assert [each.hint for each in compiled("a:zzz.zzz").errors] == ["`flow nodes` lists all node types."]


def test_an_edge_drawn_twice_counts_once() -> None:
    assert [code for code, _ in codes("a b", "a>b a>b")] == ["edge.duplicate"]

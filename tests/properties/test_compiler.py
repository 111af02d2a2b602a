"""Random graphs: the tree orders every edge, holds every node once, and adds no waiting where it need not."""

from collections.abc import Iterator
from itertools import product
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from flow_builder.compiler import compile_flow
from flow_builder.domain.documents import load_document
from flow_builder.domain.plan import Branch, Fork, Group, Loop, PlanNode, Region, Sequence, StepHolder, steps
from flow_builder.domain.plan_json import plan_text
from tests.support.catalogue import CATALOGUE

Json = dict[str, Any]
Pair = tuple[str, str]

LEAVES: dict[str, tuple[Json, tuple[str, ...]]] = {
    "test.echo": ({}, ("out",)),
    "test.effect": ({}, ("out",)),
    "core.condition": ({"when": True}, ("true", "false")),
    "test.route": ({}, ("a", "b", "c")),
    "core.wait": ({"until": {"kind": "seconds", "seconds": 1}}, ("out",)),
    "browser.open": ({"session": "main"}, ("out",)),
}
CONTAINERS: dict[str, tuple[Json, tuple[str, ...]]] = {
    "core.loop": ({"over": {"kind": "count", "times": 2}}, ("out",)),
    "core.try": ({}, ("out", "error")),
    "core.parallel": ({}, ("out",)),
}
TYPES = {**LEAVES, **CONTAINERS}


def node(number: int, type_: str, parent: str | None = None, **more: Any) -> Json:
    return {"id": f"n{number}", "key": f"n{number}", "type": type_, "parent": parent, "config": TYPES[type_][0], **more}


def ports(each: Json) -> list[str]:
    own = TYPES[each["type"]][1]
    return [*own, "error"] if each.get("on_error") == "branch" and "error" not in own else list(own)


@st.composite
def flows(draw: st.DrawFn) -> Json:
    """Sound documents: containers come before what they hold, edges lead to later nodes of the same container."""
    nodes: list[Json] = []
    for number in range(draw(st.integers(1, 14))):
        holders = [None, *(each["id"] for each in nodes if each["type"] in CONTAINERS)]
        type_ = draw(st.sampled_from(list(TYPES)))
        on_error = draw(st.sampled_from(["fail", "fail", "branch"]))
        nodes.append(node(number, type_, draw(st.sampled_from(holders)), on_error=on_error))
    if draw(st.booleans()):
        nodes.reverse()
    edges: list[Json] = []
    for index, target in enumerate(nodes):
        for source in nodes[:index]:
            if source["parent"] == target["parent"] and draw(st.integers(0, 2)) == 0:
                port = draw(st.sampled_from(ports(source)))
                edges.append({"source": source["id"], "source_port": port, "target": target["id"]})
    return {"name": "random", "nodes": nodes, "edges": draw(st.permutations(edges))}


@st.composite
def series_parallel(draw: st.DrawFn) -> Json:
    """Documents whose order is series-parallel by construction, with branching nodes among the others."""
    numbers = iter(range(1_000))
    leaf = st.builds(lambda: next(numbers))
    term: Any = draw(
        st.recursive(
            leaf, lambda inner: st.tuples(st.sampled_from(["series", "parallel"]), inner, inner), max_leaves=14
        )
    )
    nodes: dict[int, Json] = {}
    edges: list[Json] = []

    def build(part: Any) -> tuple[list[int], list[int]]:
        """Returns the first and the last vertices of a part."""
        if isinstance(part, int):
            number = len(nodes)
            nodes[number] = node(number, draw(st.sampled_from(["test.echo", "core.condition", "test.route"])))
            return [number], [number]
        how, (first, last), (begin, end) = part[0], build(part[1]), build(part[2])
        if how == "parallel":
            return first + begin, last + end
        for source, target in product(last, begin):
            port = draw(st.sampled_from(ports(nodes[source])))
            edges.append({"source": f"n{source}", "source_port": port, "target": f"n{target}"})
        return first, end

    build(term)
    return {"name": "sp", "nodes": list(nodes.values()), "edges": edges}


def tree(raw: Json) -> PlanNode:
    compiled = compile_flow(load_document(raw), CATALOGUE)
    assert compiled.plan is not None, compiled.diagnostics
    return compiled.plan.root


def order(plan_node: PlanNode) -> tuple[set[str], set[Pair]]:
    """Returns the nodes of a part and every pair of which the tree makes the first end before the second starts."""
    match plan_node:
        case Sequence(items):
            parts = [order(each) for each in items]
            between = {
                pair
                for index, (before, _) in enumerate(parts)
                for after, _ in parts[index + 1 :]
                for pair in product(before, after)
            }
            return _union(parts, between)
        case Fork(branches):
            return _union([order(each) for each in branches], set())
        case Branch(step, cases):
            inside, pairs = _union([order(body) for _, body in cases], set())
            return inside | {step.node}, pairs | set(product([step.node], inside))
        case Loop(step, body) | Group(step, body):
            inside, pairs = order(body)
            return inside | {step.node}, pairs
        case Region(_, _, body):
            return order(body)
        case _:
            assert isinstance(plan_node, StepHolder)
            return {plan_node.step.node}, set()


def _union(parts: list[tuple[set[str], set[Pair]]], more: set[Pair]) -> tuple[set[str], set[Pair]]:
    return set().union(*(nodes for nodes, _ in parts)), more.union(*(pairs for _, pairs in parts))


def closure(edges: list[Json]) -> set[Pair]:
    """Returns all pairs joined by a path; edges may come in any order."""
    pairs = {(edge["source"], edge["target"]) for edge in edges}
    while more := {(one, four) for one, two in pairs for three, four in pairs if two == three} - pairs:
        pairs |= more
    return pairs


def regions(plan_node: PlanNode) -> Iterator[Region]:
    from flow_builder.domain.plan import walk

    return (each for each in walk(plan_node) if isinstance(each, Region))


@settings(max_examples=80, deadline=None)
@given(flows())
def test_every_edge_is_ordered_by_the_tree(raw: Json) -> None:
    _, pairs = order(tree(raw))
    assert {(edge["source"], edge["target"]) for edge in raw["edges"]} <= pairs


@settings(max_examples=80, deadline=None)
@given(flows())
def test_every_node_is_in_the_tree_once_with_its_links(raw: Json) -> None:
    found = list(steps(tree(raw)))
    assert sorted(step.node for step in found) == sorted(each["id"] for each in raw["nodes"])
    links = {(link.source, link.port, step.node) for step in found for link in step.links}
    assert links == {(edge["source"], edge["source_port"], edge["target"]) for edge in raw["edges"]}


@settings(max_examples=80, deadline=None)
@given(flows())
def test_browser_steps_are_in_regions_and_pauses_are_not(raw: Json) -> None:
    root = tree(raw)
    inside = [step for region in regions(root) for step in steps(region)]
    assert {step.node for step in steps(root) if step.lane == "browser"} <= {step.node for step in inside}
    assert len({step.node for step in inside}) == len(inside)
    assert not any(step.type == "core.wait" for step in inside)


@settings(max_examples=150, deadline=None)
@given(series_parallel())
def test_series_parallel_graphs_wait_for_nothing_but_their_edges(raw: Json) -> None:
    _, pairs = order(tree(raw))
    assert pairs == closure(raw["edges"])


@settings(max_examples=40, deadline=None)
@given(flows())
def test_compiling_twice_gives_the_same_bytes(raw: Json) -> None:
    first, second = (compile_flow(load_document(raw), CATALOGUE) for _ in range(2))
    assert first == second
    assert first.plan is not None
    assert second.plan is not None
    assert plan_text(first.plan) == plan_text(second.plan)


IDS = st.sampled_from([f"n{number}" for number in range(6)] + ["nowhere"])
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-5, 5)
    | st.sampled_from(
        ["", "x", "{{ item }}", "{{ steps.n1.a[0] }}", "{{ steps }}", "{{", "{{ ) }}", "{{ zzz }}", "each"]
    ),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["value", "over", "kind", "cases", "name", "when"]), inner, max_size=3)
    ),
    max_leaves=6,
)
SETTINGS = st.sampled_from(["value", "over", "cases", "mode", "session", "credential", "items", "values", "odd"])
HOSTILE = st.fixed_dictionaries(
    {
        "id": IDS,
        "key": st.sampled_from(["n1", "n2", "a", "toString"]),
        "type": st.sampled_from([*CATALOGUE, "no.such", "core"]),
        "type_version": st.integers(1, 3),
        "parent": st.none() | IDS,
        "config": st.dictionaries(SETTINGS, VALUES, max_size=3),
        "on_error": st.sampled_from(["fail", "continue", "branch"]),
        "compensate_with": st.none() | IDS,
        "disabled": st.booleans(),
    }
)
EDGES = st.fixed_dictionaries(
    {"source": IDS, "target": IDS, "source_port": st.sampled_from(["out", "true", "error", "a", ""])}
)


@settings(max_examples=150, deadline=None)
@given(st.lists(HOSTILE, max_size=8), st.lists(EDGES, max_size=10))
def test_whatever_is_wrong_becomes_a_diagnostic(nodes: list[Json], edges: list[Json]) -> None:
    compiled = compile_flow(load_document({"name": "hostile", "nodes": nodes, "edges": edges}), CATALOGUE)
    assert (compiled.plan is None) == bool(compiled.errors)
    assert all(each.message and each.code for each in compiled.diagnostics)

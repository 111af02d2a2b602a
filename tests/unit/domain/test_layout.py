"""Nodes are laid out from left to right, branches below each other, containers around what is in them."""

from itertools import pairwise
from typing import Any

from flow_builder.domain.document import FlowDocument, Position
from flow_builder.domain.documents import load_document
from flow_builder.domain.layout import HEIGHT, laid_out
from tests.support.machine import flow


def placed(nodes: list[dict[str, Any]], edges: list[str], **more: Any) -> tuple[FlowDocument, dict[str, Position]]:
    document = laid_out(load_document(flow(nodes, edges, **more)))
    return document, {node.key: node.position for node in document.nodes}


def plain(*keys: str) -> list[dict[str, Any]]:
    return [{"key": key, "type": "trigger.manual"} for key in keys]


def test_a_chain_is_a_line_and_its_branches_are_below_each_other() -> None:
    _, at = placed(plain("a", "b", "c", "d", "e"), ["a>b", "b>c", "b>d", "c>e", "d>e"])
    assert at["a"].x < at["b"].x < at["c"].x == at["d"].x < at["e"].x
    assert at["a"].y == at["b"].y == at["c"].y == at["e"].y == 0
    assert at["d"].y >= HEIGHT


def test_a_node_behind_two_ways_is_right_of_the_longer_one() -> None:
    _, at = placed(plain("a", "b", "c", "d"), ["a>d", "a>b", "b>c", "c>d"])
    assert at["d"].x > at["c"].x


def test_a_container_holds_what_is_in_it() -> None:
    nodes = [*plain("a"), {"key": "box", "type": "core.try"}, {"key": "in1", "type": "core.log", "parent": "box"},
             {"key": "in2", "type": "core.log", "parent": "box"}, *plain("z")]  # fmt: skip
    _, at = placed(nodes, ["a>box", "in1>in2", "box>z"])
    width, height = at["box"].width, at["box"].height
    assert width
    assert height
    assert 0 < at["in1"].x < at["in2"].x < width - 220
    assert HEIGHT < at["in1"].y + HEIGHT < height
    assert at["z"].x >= at["box"].x + width
    assert at["a"].width is None


def test_notes_lie_beside_their_node_or_left_of_everything() -> None:
    notes = [{"id": "b_note", "text": "About b"}, {"id": "title", "text": "Of the whole\nflow"}]
    document, at = placed(plain("a", "b"), ["a>b"], notes=notes)
    ids = {node.key: node.id for node in document.nodes}
    assert ids["b"] == "b"
    about, title = (note.position for note in document.notes)
    assert (about.x, about.y + (about.height or 0) < 0) == (at["b"].x, True)
    assert title.x + (title.width or 0) < 0


def test_cycles_which_are_errors_and_long_chains_are_laid_out_all_the_same() -> None:
    _, at = placed(plain("a", "b", "c"), ["a>b", "b>c", "c>b"])
    assert set(at) == {"a", "b", "c"}
    keys = [f"n{number}" for number in range(3_000)]
    _, at = placed(plain(*keys), [f"{one}>{other}" for one, other in pairwise(keys)])
    assert at["n2999"].x == 2_999 * 300

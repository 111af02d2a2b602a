"""What differs between two documents."""

from typing import Any

import pytest

from flow_builder.domain.diff import DocumentDiff, diff_documents
from flow_builder.domain.documents import load_document
from tests.support.machine import flow

NODES = [
    {"key": "go", "type": "trigger.manual"},
    {"key": "say", "type": "core.log", "config": {"message": "hi", "fields": {"a/b": [1, 2]}}},
]


def diff(before: dict[str, Any], after: dict[str, Any]) -> DocumentDiff:
    return diff_documents(load_document(before), load_document(after))


def drawn(*changes: dict[str, Any], **more: Any) -> dict[str, Any]:
    return flow(
        [{**node, **change} for node, change in zip(NODES, (*changes, {}, {}), strict=False)], ("go>say",), **more
    )


def test_the_same_document_has_no_differences() -> None:
    assert diff(drawn(), drawn()).same


def test_a_changed_field_is_named_by_its_pointer() -> None:
    (node,) = diff(drawn(), drawn({}, {"config": {"message": "hi", "fields": {"a/b": [1, 3]}}})).nodes
    assert (node.key, node.change) == ("say", "changed")
    assert [(each.path, each.before, each.after) for each in node.fields] == [("/config/fields/a~1b/1", 2, 3)]


def test_a_list_of_another_length_differs_as_a_whole() -> None:
    (node,) = diff(drawn(), drawn({}, {"config": {"message": "hi", "fields": {"a/b": [1]}}})).nodes
    assert [(each.path, each.before, each.after) for each in node.fields] == [("/config/fields/a~1b", [1, 2], [1])]


def test_true_is_not_one() -> None:
    before, after = ({"message": "hi", "fields": {"x": value}} for value in (1, True))
    (node,) = diff(drawn({}, {"config": before}), drawn({}, {"config": after})).nodes
    assert node.fields[0].path == "/config/fields/x"


def test_a_node_that_only_moved_is_told_apart() -> None:
    (node,) = diff(drawn(), drawn({"position": {"x": 10, "y": 20}})).nodes
    assert (node.key, node.change) == ("go", "moved")


def test_added_and_removed_nodes_and_edges() -> None:
    found = diff(drawn(), flow([NODES[0], {"key": "new", "type": "core.log", "config": {"message": "x"}}], ("go>new",)))
    assert [(each.key, each.change) for each in found.nodes] == [("new", "added"), ("say", "removed")]
    assert [(each.target, each.change) for each in found.edges] == [("new", "added"), ("say", "removed")]


def test_the_order_of_edges_means_nothing() -> None:
    document = flow([*NODES, {"key": "last", "type": "core.log", "config": {"message": "x"}}], ("go>say", "go>last"))
    assert diff(document, {**document, "edges": document["edges"][::-1]}).same


@pytest.mark.parametrize(
    ("more", "path"),
    [
        ({"settings": {"concurrency": 3}}, "/settings/concurrency"),
        ({"description": "new"}, "/description"),
        ({"input_schema": {"type": "object"}}, "/input_schema/type"),
    ],
)
def test_the_documents_own_fields_count(more: dict[str, Any], path: str) -> None:
    assert [each.path for each in diff(drawn(), drawn(**more)).fields] == [path]


def test_notes_are_told_apart_from_nodes() -> None:
    found = diff(drawn(), drawn(notes=[{"id": "n1", "text": "remember"}]))
    assert (found.nodes, [each.path for each in found.notes]) == ((), ["/n1"])


def test_groups_are_told_apart_from_nodes() -> None:
    found = diff(drawn(), drawn(groups=[{"id": "g1", "name": "Prices"}]))
    assert (found.nodes, [each.path for each in found.groups]) == ((), ["/g1"])

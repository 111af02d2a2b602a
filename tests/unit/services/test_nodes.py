import pytest
from pydantic_core import to_json

from flow_builder.errors import NotFound
from flow_builder.nodes import CATALOGUE
from flow_builder.services.nodes import describe_node, list_nodes


def test_every_node_type_can_be_described_as_json() -> None:
    listed = list_nodes(CATALOGUE)
    assert [each["id"] for each in listed] == list(CATALOGUE)
    for each in listed:
        described = describe_node(each["id"])
        assert to_json(described)
        assert described["summary"].endswith((".", ":")), each["id"]
        assert described["config_schema"]["type"] == "object"


def test_an_unknown_node_type_is_not_found() -> None:
    with pytest.raises(NotFound):
        describe_node("no.such")

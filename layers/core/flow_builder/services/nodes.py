"""Node types as the palette, the help pages and the CLI show them."""

from collections.abc import Mapping
from typing import Any

from flow_builder.nodes import node_type, reference
from flow_builder.nodes.base import NodeType


def list_nodes(catalogue: Mapping[str, NodeType]) -> list[dict[str, Any]]:
    """Returns id, title, summary, lane, kind, credits, icon and side effect of every node type."""
    return [reference.summary(found) for found in catalogue.values()]


def describe_node(type_id: str) -> dict[str, Any]:
    """Returns everything about one node type, its schemas, help and examples included; NotFound."""
    return reference.describe(node_type(type_id))

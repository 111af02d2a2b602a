"""The examples of the catalogue's node types as test parameters."""

from collections.abc import Iterable
from typing import Any

import pytest

from flow_builder.nodes import TABLE, node_type
from flow_builder.nodes.base import NodeType


def available_types() -> list[NodeType]:
    """Returns every node type of the catalogue."""
    return [node_type(f"{folder}.{name}") for folder, names in TABLE.items() for name in names]


def example_cases(*needs: str, folders: Iterable[str] | None = None) -> list[Any]:
    """Returns (node type, example) parameters for the examples with one of these needs, perhaps of some folders only.

    Control nodes that the engine executes itself have no `run` and so no executable examples.
    """
    return [
        pytest.param(each, example, id=f"{each.id}: {example.title}")
        for each in available_types()
        if each.run is not None and (folders is None or each.folder in folders)
        for example in each.examples
        if example.needs in needs
    ]

"""Runs data nodes in tests."""

from typing import Any

import pytest

from flow_builder.errors import FlowBuilderError
from flow_builder.nodes import node_type
from flow_builder.nodes.testing import FakeContext, run_node


async def give(type_id: str, config: dict[str, Any], context: FakeContext | None = None, **values: Any) -> Any:
    """Returns a node's output as JSON; `values` go into a new context."""
    return (await run_node(node_type(type_id), config, context or FakeContext(**values))).output


async def fail(type_id: str, config: dict[str, Any], context: FakeContext | None = None) -> FlowBuilderError:
    """Returns the error a node ends in."""
    with pytest.raises(FlowBuilderError) as raised:
        await run_node(node_type(type_id), config, context or FakeContext())
    return raised.value

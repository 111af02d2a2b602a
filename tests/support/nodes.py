"""Runs one node by id, with real expressions and a real client behind the network guard."""

from dataclasses import dataclass, field
from typing import Any

import httpx
from pydantic import BaseModel

import flow_builder.expressions as expr
from flow_builder.network.client import make_client
from flow_builder.network.guard import NetworkPolicy
from flow_builder.nodes import node_type
from flow_builder.nodes.base import Routed, Suspend, per_item_paths
from flow_builder.nodes.testing import FakeContext, MemoryBackend


@dataclass
class Bench(FakeContext):
    """A context whose parts tests may look at and change; `await bench("core.log", {...})` runs a node."""

    backend: MemoryBackend = field(default_factory=MemoryBackend)

    def config(self, type_id: str, config: dict[str, Any]) -> Any:
        """Returns the validated config; pydantic's ValidationError if it is none."""
        found = node_type(type_id)
        compiled = expr.compile_value(config, per_item_paths(found.config))
        return found.config.model_validate(expr.resolve(compiled, self.roots))

    async def __call__(self, type_id: str, config: dict[str, Any]) -> Any:
        """Returns the output as JSON, (output, ports) for a node that chooses ports, or the Suspend."""
        found = node_type(type_id)
        assert found.run is not None
        return shown(await found.run(self.config(type_id, config), self))

    def resume(self, type_id: str, config: dict[str, Any], answer: dict[str, Any]) -> Any:
        """Returns what the node makes of an answer, shown as by a call."""
        found = node_type(type_id)
        assert found.resume is not None
        return shown(found.resume(self.config(type_id, config), answer))


def shown(result: Any) -> Any:
    """Returns a node's result as tests compare it."""
    if isinstance(result, Routed):
        return shown(result.output), result.ports
    if isinstance(result, Suspend):
        return result
    return result.model_dump(mode="json") if isinstance(result, BaseModel) else result


def client(*, private: bool = True) -> httpx.AsyncClient:
    """Returns a client behind the guard."""
    return make_client(NetworkPolicy(allow_private=private))

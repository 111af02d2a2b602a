"""Runs one node with real expressions, a real guarded client and a backend that keeps everything in memory."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

import httpx
from pydantic import BaseModel

import flow_builder.expressions as expr
from flow_builder.domain.value import JSON, Artifact
from flow_builder.errors import NodeError
from flow_builder.network.client import make_client
from flow_builder.network.guard import NetworkPolicy
from flow_builder.nodes import node_type
from flow_builder.nodes.base import Routed, RunInfo, Suspend, per_item_paths


@dataclass
class Backend:
    credentials: dict[str, dict[str, Any]] = field(default_factory=dict)
    blobs: dict[str, bytes] = field(default_factory=dict)
    cache: dict[str, JSON] = field(default_factory=dict)
    replies: list[dict[str, Any]] = field(default_factory=list)
    rows: list[dict[str, JSON]] = field(default_factory=list)
    appended: list[tuple[Any, ...]] = field(default_factory=list)

    async def credential(self, reference: str) -> dict[str, Any]:
        if reference not in self.credentials:
            raise NodeError(f"no {reference}", code="credential.missing")
        return self.credentials[reference]

    async def blob_put(self, data: bytes, name: str, content_type: str) -> Artifact:
        key = f"artifacts/{len(self.blobs)}"
        self.blobs[key] = data
        digest = sha256(data).hexdigest()
        return Artifact(artifact=key, name=name, content_type=content_type, bytes=len(data), sha256=digest)

    async def blob_get(self, artifact: str) -> bytes:
        if artifact not in self.blobs:
            raise NodeError(f"no {artifact}", code="artifact.missing")
        return self.blobs[artifact]

    async def cache_get(self, key: str) -> JSON:
        return self.cache.get(key)

    async def cache_put(self, key: str, value: JSON, ttl_s: float) -> None:
        self.cache[key] = value

    async def reply(self, response: dict[str, Any]) -> None:
        self.replies.append(response)

    async def dataset_append(
        self, name: str, rows: Sequence[Mapping[str, JSON]], key: Sequence[str], mode: str
    ) -> dict[str, int]:
        self.appended.append((name, list(rows), list(key), mode))
        self.rows += [dict(row) for row in rows]
        return {"added": len(rows), "updated": 0, "unchanged": 0, "total": len(self.rows)}

    async def dataset_read(self, name: str, limit: int, offset: int) -> dict[str, Any]:
        return {"rows": self.rows[offset : offset + limit], "total": len(self.rows)}


@dataclass
class Bench:
    """A context whose parts tests may look at and change; `await bench("core.log", {...})` runs a node."""

    http: httpx.AsyncClient
    backend: Backend = field(default_factory=Backend)
    input: JSON = None
    steps: dict[str, JSON] = field(default_factory=dict)
    vars: dict[str, JSON] = field(default_factory=dict)
    run: RunInfo = field(default_factory=lambda: RunInfo("run1", "work1", "flow1", "Flow", 0))
    node: str = "node"
    attempt: int = 1
    idempotency_key: str = "run1/n1"
    browser: Any = None
    logs: list[tuple[str, str, dict[str, JSON]]] = field(default_factory=list)

    @property
    def roots(self) -> dict[str, Any]:
        return {"input": self.input, "steps": self.steps, "vars": self.vars, "run": {"id": self.run.id}, "env": {}}

    def log(self, message: str, level: str = "info", **fields: JSON) -> None:
        self.logs.append((message, level, fields))

    def evaluate(self, expression: Any, **scope: Any) -> JSON:
        return expr.evaluate(expression, {**self.roots, **scope})

    def evaluate_each(self, expression: Any, items: Sequence[Any]) -> list[JSON]:
        return expr.evaluate_each(expression, self.roots, items)

    async def credential(self, reference: str) -> dict[str, Any]:
        return await self.backend.credential(reference)

    async def save_artifact(self, name: str, data: bytes, content_type: str) -> Artifact:
        return await self.backend.blob_put(data, name, content_type)

    async def read_artifact(self, artifact: Any) -> bytes:
        return await self.backend.blob_get(artifact["artifact"] if isinstance(artifact, dict) else artifact)

    def config(self, type_id: str, config: dict[str, Any]) -> Any:
        found = node_type(type_id)
        compiled = expr.compile_value(config, per_item_paths(found.config))
        return found.config.model_validate(expr.resolve(compiled, self.roots))

    async def raw(self, type_id: str, config: dict[str, Any]) -> Any:
        found = node_type(type_id)
        assert found.run is not None
        return await found.run(self.config(type_id, config), self)

    async def __call__(self, type_id: str, config: dict[str, Any]) -> Any:
        """Returns the output as JSON, (output, ports) for a node that chooses ports, or the Suspend."""
        return shown(await self.raw(type_id, config))

    def resume(self, type_id: str, config: dict[str, Any], answer: dict[str, Any]) -> Any:
        found = node_type(type_id)
        assert found.resume is not None
        return shown(found.resume(self.config(type_id, config), answer))


def shown(result: Any) -> Any:
    if isinstance(result, Routed):
        return shown(result.output), result.ports
    if isinstance(result, Suspend):
        return result
    return result.model_dump(mode="json") if isinstance(result, BaseModel) else result


def client(*, private: bool = True) -> httpx.AsyncClient:
    return make_client(NetworkPolicy(allow_private=private))

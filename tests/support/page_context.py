"""A node's context with a real browser: artifacts and log lines are kept in memory."""

import hashlib
from dataclasses import dataclass, field
from typing import Any

from flow_builder.browser.sessions import Sessions
from flow_builder.domain.value import Artifact
from flow_builder.nodes import node_type
from flow_builder.nodes.base import RunInfo
from flow_builder.nodes.memory_backend import MemoryBackend


@dataclass
class PageContext:
    browser: Sessions | None
    input: Any = None
    run: RunInfo = field(default_factory=lambda: RunInfo("run", "workspace", "flow", "Flow", 0))
    node: str = "node"
    attempt: int = 1
    idempotency_key: str = "run/node"
    backend: MemoryBackend = field(default_factory=MemoryBackend)
    redacted: list[str] = field(default_factory=list)
    lines: list[tuple[str, str, dict[str, Any]]] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)

    def log(self, message: str, level: str = "info", **fields: Any) -> None:
        self.lines.append((message, level, fields))

    async def credential(self, reference: str, refused: str | None = None) -> dict[str, Any]:
        return await self.backend.credential(reference)

    def redact(self, secret: str) -> None:
        self.redacted.append(secret)

    def masked(self, value: Any) -> Any:
        return value

    async def save_artifact(self, name: str, data: bytes, content_type: str) -> Artifact:
        key = f"artifacts/{len(self.files)}"
        self.files[key] = data
        digest = hashlib.sha256(data).hexdigest()
        return Artifact(artifact=key, name=name, content_type=content_type, bytes=len(data), sha256=digest)

    async def read_artifact(self, artifact: Artifact | dict[str, Any]) -> bytes:
        return self.files[artifact["artifact"] if isinstance(artifact, dict) else artifact.artifact]


async def run_node(type_id: str, config: dict[str, Any], context: PageContext) -> Any:
    """Returns the node's output as JSON."""
    node = node_type(type_id)
    assert node.run is not None
    output = await node.run(node.config.model_validate(config), context)
    return output.model_dump(mode="json")

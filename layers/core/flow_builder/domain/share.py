"""What people without an account may look at: links to one flow or run, and public flows."""

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from flow_builder.domain.document import FlowDocument
from flow_builder.domain.status import Status
from flow_builder.domain.variable import looks_secret

Kind = Literal["flow", "run"]
MASK = "••••"
SHARED_MS = 30 * 86_400_000
"""How long a link is good for unless told otherwise."""

_HEADERS = frozenset({"authorization", "proxy-authorization", "cookie", "set-cookie"})


class Share(BaseModel):
    """A link to a flow or a run. Times are milliseconds since the epoch."""

    model_config = ConfigDict(extra="ignore", frozen=True, defer_build=True)

    id: str
    kind: Kind
    subject: str = Field(description="Id of the flow or run.")
    by: str = Field(description="User who made it.")
    created_at: int
    expires_at: int | None = Field(default=None, description="Null for never.")


class PublicFlow(BaseModel):
    """A flow that everybody may look at."""

    model_config = ConfigDict(defer_build=True)

    id: str
    name: str
    description: str
    nodes: int
    version: int
    tags: tuple[str, ...]
    public_since: int


class SharedStep(BaseModel):
    """A step as strangers see it; what triggers gave is left out, because it came from callers."""

    node: str
    key: str
    type: str
    path: str
    status: Status
    output: Any = None
    error: dict[str, Any] | None = None
    started_at: int
    finished_at: int


class SharedRun(BaseModel):
    """A run as strangers see it: without its input, its files and who started it."""

    id: str
    flow_name: str
    version: int | None
    status: Status
    output: Any = None
    error: dict[str, Any] | None = None
    created_at: int
    started_at: int | None
    finished_at: int | None


def shown_document(document: FlowDocument) -> FlowDocument:
    """Returns a document as strangers see it: no data of runs, no variables' values, nothing that is named like a secret."""
    nodes = tuple(
        node.model_copy(update={"pinned_output": None, "config": _masked(node.config)}) for node in document.nodes
    )
    settings = document.settings.model_copy(update={"env": dict.fromkeys(document.settings.env, MASK)})
    return document.model_copy(update={"nodes": nodes, "settings": settings})


def _masked(value: Any, name: str = "") -> Any:
    if isinstance(value, dict):
        label = value.get("name")
        own = label if isinstance(label, str) and "value" in value else ""
        return {key: _masked(each, own if key == "value" and own else key) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_masked(each, name) for each in value]
    secret = looks_secret(name.replace("-", "_")) or name.lower() in _HEADERS
    return MASK if secret and isinstance(value, str) and value else value

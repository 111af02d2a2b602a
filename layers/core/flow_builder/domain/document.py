"""The flow document: the one format of files, API, editor and tests (schema 1)."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from flow_builder.domain import limits

SCHEMA_VERSION = 1
"""The document version this code reads and writes; older ones are upgraded, newer ones refused."""

NodeId = Annotated[str, Field(min_length=1, max_length=64, pattern=r"^[A-Za-z0-9_-]+$")]
NodeKey = Annotated[str, Field(min_length=1, max_length=64, pattern=r"^[A-Za-z_][A-Za-z0-9_]*$")]
Seconds = Annotated[float, Field(ge=0, le=86_400 * 365)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


class Position(_Part):
    """Where a node lies on the canvas, in canvas units, relative to its parent container."""

    x: float = 0
    y: float = 0
    width: float | None = None
    height: float | None = None


class Retry(_Part):
    """How a failed attempt is repeated: delay before attempt n+1 is interval_s * backoff**(n-1), at most max_delay_s."""

    max_attempts: int = Field(default=1, ge=1, le=20)
    interval_s: Seconds = 1.0
    backoff: float = Field(default=2.0, ge=1, le=10)
    max_delay_s: Seconds = 60.0
    jitter: bool = Field(default=True, description="Spread each delay evenly between half of it and all of it.")
    on: Literal["retryable", "all"] = Field(
        default="retryable", description="Which errors are tried again: those that say trying helps, or every one."
    )


class Cache(_Part):
    """Reuse of an earlier output of the same node type, version, config and inputs within the workspace."""

    ttl_s: Seconds = Field(default=3_600, gt=0)


class Node(_Part):
    """One node of the graph; `key` names it in expressions, `id` in edges and records."""

    id: NodeId
    key: NodeKey
    type: str = Field(min_length=3, max_length=80)
    type_version: int = Field(default=1, ge=1)
    name: str = Field(default="", max_length=200)
    position: Position = Position()
    parent: NodeId | None = None
    config: dict[str, Any] = Field(default_factory=dict)
    retry: Retry | None = None
    timeout_s: Annotated[float, Field(gt=0, le=86_400)] | None = None
    on_error: Literal["fail", "continue", "branch"] = "fail"
    cache: Cache | None = None
    compensate_with: NodeId | None = Field(
        default=None, description="A disconnected node that undoes this one when the run fails later."
    )
    disabled: bool = Field(default=False, description="Pass through: the step succeeds with its first input's output.")
    notes: str = Field(default="", max_length=10_000)
    pinned_output: Any = Field(default=None, description="Used instead of executing the node in runs from the editor.")


class Edge(_Part):
    """An order between two nodes of the same container, from an output port to an input port."""

    id: str = ""
    source: NodeId
    source_port: str = "out"
    target: NodeId
    target_port: str = "in"


class Settings(_Part):
    """What holds for the whole flow."""

    durability: Literal["step", "balanced", "fast"] = "balanced"
    timeout_s: Annotated[float, Field(gt=0, le=86_400 * 7)] = limits.DEFAULT_RUN_TIMEOUT_S
    concurrency: int = Field(default=10, ge=1, le=1_000, description="Runs of this flow at the same time.")
    error_flow: str | None = Field(default=None, description="A flow started when a run of this one fails.")
    env: dict[str, str] = Field(default_factory=dict, description="Defaults of `env.*`; workspace variables win.")


class Note(_Part):
    """A sticky note on the canvas; it has no meaning for execution."""

    id: NodeId
    text: str = Field(default="", max_length=10_000)
    position: Position = Position()
    color: str = "yellow"


class Group(_Part):
    """A named frame on the canvas: what lies in it moves with it; it has no meaning for execution."""

    id: NodeId
    name: str = Field(default="", max_length=200)
    position: Position = Position()
    color: str = "blue"


class FlowDocument(_Part):
    """A whole flow, as stored, sent and read; `load_document` makes one from raw data."""

    schema_: int = Field(default=SCHEMA_VERSION, alias="schema", ge=1)
    id: str | None = None
    name: str = Field(min_length=1, max_length=200)
    description: str = Field(default="", max_length=10_000)
    settings: Settings = Settings()
    input_schema: dict[str, Any] = Field(default_factory=dict)
    nodes: tuple[Node, ...] = Field(default=(), max_length=limits.MAX_NODES)
    edges: tuple[Edge, ...] = Field(default=(), max_length=limits.MAX_EDGES)
    notes: tuple[Note, ...] = ()
    groups: tuple[Group, ...] = ()

    model_config = ConfigDict(
        extra="forbid", frozen=True, defer_build=True, validate_by_name=True, validate_by_alias=True
    )

"""Runs nodes without an engine: the context and backend that tests, the help page and flow authors use.

    outcome = await run_example(node_type, example)
    outcome.output, outcome.ports, outcome.backend.state

Configs are resolved and validated as the engine does it, with real expressions. `MemoryBackend` is a complete
implementation of the Backend protocol that keeps everything in memory, not a mock.
"""

from collections.abc import AsyncIterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

import httpx
from pydantic import ValidationError
from pydantic_core import from_json, to_json

import flow_builder.expressions as expr
from flow_builder.domain.value import JSON, Artifact
from flow_builder.errors import NodeError
from flow_builder.nodes.base import (
    AGAIN,
    Backend,
    Example,
    NodeConfig,
    NodeType,
    Routed,
    RunInfo,
    Suspend,
    per_item_paths,
)
from flow_builder.nodes.memory_backend import MemoryBackend

__all__ = [
    "FakeContext",
    "LogLine",
    "MemoryBackend",
    "Outcome",
    "as_json",
    "check_example",
    "resolve_config",
    "resume_node",
    "run_example",
    "run_node",
]


@dataclass(frozen=True, slots=True)
class LogLine:
    """One call of `ctx.log`."""

    message: str
    level: str
    fields: dict[str, JSON]


@dataclass
class FakeContext:
    """Implements nodes.base.Context over given values; `http` and `browser` are what the test provides, or None."""

    input: JSON = None
    steps: dict[str, JSON] = field(default_factory=dict)
    vars: dict[str, JSON] = field(default_factory=dict)
    env: dict[str, str] = field(default_factory=dict)
    backend: Backend = field(default_factory=MemoryBackend)
    http: Any = None
    browser: Any = None
    run: RunInfo = field(default_factory=lambda: RunInfo("run1", "workspace1", "flow1", "Flow", 1_795_000_000_000))
    node: str = "node"
    attempt: int = 1
    idempotency_key: str = "run1/node"
    logs: list[LogLine] = field(default_factory=list)
    redacted: list[str] = field(default_factory=list)

    @property
    def roots(self) -> dict[str, Any]:
        """What expressions see, minus `item` and `index`."""
        run = {"id": self.run.id, "flow": self.run.flow, "flow_name": self.run.flow_name, "trigger": self.run.trigger}
        return {"input": self.input, "steps": self.steps, "vars": self.vars, "env": self.env, "run": run}

    def log(self, message: str, level: Literal["debug", "info", "warning", "error"] = "info", **fields: JSON) -> None:
        """Collects a line."""
        self.logs.append(LogLine(message, level, fields))

    def evaluate(self, expression: Any, **scope: Any) -> JSON:
        """Evaluates a PerItem value."""
        return expr.evaluate(expression, {**self.roots, **scope})

    def evaluate_each(self, expression: Any, items: Sequence[Any]) -> list[JSON]:
        """Evaluates a PerItem value once per item."""
        return expr.evaluate_each(expression, self.roots, items)

    async def credential(self, reference: str, refused: str | None = None) -> dict[str, Any]:
        """Returns a credential's fields."""
        return await self.backend.credential(reference, refused)

    def redact(self, secret: str) -> None:
        """Collects a secret."""
        self.redacted.append(secret)

    def masked(self, value: JSON) -> JSON:
        """Returns the value as it is."""
        return value

    async def save_artifact(self, name: str, data: bytes | AsyncIterable[bytes], content_type: str) -> Artifact:
        """Stores a file."""
        return await self.backend.blob_put(data, name, content_type)

    async def read_artifact(self, artifact: Artifact | Mapping[str, Any] | str) -> bytes:
        """Returns a file's bytes."""
        if isinstance(artifact, Artifact):
            return await self.backend.blob_get(artifact.artifact)
        return await self.backend.blob_get(artifact if isinstance(artifact, str) else str(artifact["artifact"]))


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a node did. `output` is JSON; `suspended` is set instead when it waits."""

    output: JSON
    ports: tuple[str, ...]
    backend: Backend
    logs: list[LogLine]
    suspended: Suspend | None = None


def resolve_config(node_type: NodeType, raw: Mapping[str, Any], roots: Mapping[str, Any]) -> NodeConfig:
    """Returns a node's config as the engine makes it: templates resolved but in per-item fields, then validated.

    Raises ExpressionError, and NodeError `config.invalid` for what the schema does not allow.
    """
    compiled = expr.compile_value(dict(raw), per_item_paths(node_type.config))
    try:
        return node_type.config.model_validate(expr.resolve(compiled, roots))
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False)[0]
        where = "/".join(map(str, first["loc"]))
        raise NodeError(f"{where or 'The config'}: {first['msg']}", code="config.invalid", field=f"/{where}") from error


def as_json(value: Any) -> JSON:
    """Returns a node's result as the store would give it back."""
    return from_json(to_json(value, inf_nan_mode="null"))


async def run_node(node_type: NodeType, raw: Mapping[str, Any], context: FakeContext) -> Outcome:
    """Runs a node with a raw config. Raises what the node raises, NodeError `config.invalid`, ExpressionError."""
    assert node_type.run is not None, f"{node_type.id} is executed by the engine itself"
    config = resolve_config(node_type, raw, context.roots)
    result = await node_type.run(config, context)
    return _outcome(node_type, raw, context, result)


async def resume_node(
    node_type: NodeType, raw: Mapping[str, Any], context: FakeContext, answer: dict[str, Any]
) -> Outcome:
    """Gives a waiting node its answer; runs it once more when it says that waiting is not over."""
    assert node_type.resume is not None
    config = resolve_config(node_type, raw, context.roots)
    result = node_type.resume(config, answer)
    if result is AGAIN:
        return await run_node(node_type, raw, context)
    return _outcome(node_type, raw, context, result)


def _outcome(node_type: NodeType, raw: Mapping[str, Any], context: FakeContext, result: Any) -> Outcome:
    ports = node_type.ports_of(raw)[:1]
    if isinstance(result, Suspend):
        return Outcome(None, (), context.backend, context.logs, suspended=result)
    if isinstance(result, Routed):
        result, ports = result.output, result.ports
    return Outcome(as_json(result), ports, context.backend, context.logs)


async def run_example(
    node_type: NodeType,
    example: Example,
    *,
    http: httpx.AsyncClient | None = None,
    browser: Any = None,
    env: Mapping[str, str] | None = None,
    backend: Backend | None = None,
) -> Outcome:
    """Runs an example and returns what came out; raises what the node raises. Does not compare, see `check_example`."""
    context = FakeContext(
        input=example.input,
        steps=dict(example.steps),
        env=dict(env or {}),
        http=http,
        browser=browser,
        backend=backend or MemoryBackend(),
    )
    return await run_node(node_type, example.config, context)


async def check_example(node_type: NodeType, example: Example, **provided: Any) -> Outcome | None:
    """Runs an example and compares with what it promises: output, ports or error. `provided` goes to `run_example`.

    Returns the outcome, None for an example that ends in its error. Raises AssertionError with what came instead, and
    what the node raised when no error was promised.
    """
    name = f"{node_type.id}: {example.title}"
    outcome, error = await _attempt(node_type, example, provided)
    if error is not None:
        code = getattr(error, "code", type(error).__name__)
        if example.error is None:
            raise error
        assert code == example.error, f"{name}: failed with {code} ({error}), not {example.error}"
        return None
    assert outcome is not None
    assert example.error is None, f"{name}: gave {outcome.output!r} instead of the error {example.error}"
    if example.check is not None:
        assert example.check(outcome.output), f"{name}: the check does not hold for {outcome.output!r}"
    elif example.output is not None:
        assert outcome.output == as_json(example.output), f"{name}: gave {outcome.output!r}, not {example.output!r}"
    if example.ports is not None:
        assert outcome.ports == example.ports, f"{name}: ports {outcome.ports!r}, not {example.ports!r}"
    return outcome


async def _attempt(
    node_type: NodeType, example: Example, provided: dict[str, Any]
) -> tuple[Outcome | None, Exception | None]:
    try:
        return await run_example(node_type, example, **provided), None
    except Exception as error:  # noqa: BLE001 - a node may raise anything; the caller decides what it means
        return None, error

"""What a node gets besides its config: the engine's implementation of nodes.base.Context."""

from base64 import b64encode
from collections.abc import AsyncIterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal

import flow_builder.expressions as expr
from flow_builder.browser.secrets import tokens
from flow_builder.domain.credential_types import secrets_of
from flow_builder.domain.step import path_text
from flow_builder.domain.value import JSON, Artifact
from flow_builder.engine.host import StepIdentity

if TYPE_CHECKING:
    import httpx

    from flow_builder.domain.plan import Step
    from flow_builder.engine.scope import Scope
    from flow_builder.engine.state import RunState


class StepContext:
    """One attempt's view of the run."""

    __slots__ = ("_scope", "_state", "_step", "attempt", "input", "node", "run")

    def __init__(self, state: "RunState", step: "Step", scope: "Scope", input_: JSON, attempt: int) -> None:
        self._state = state
        self._step = step
        self._scope = scope
        self.run = state.run
        self.node = step.key
        self.attempt = attempt
        self.input = input_

    @property
    def idempotency_key(self) -> str:
        """Returns the step's identity: the same over attempts and recoveries."""
        return StepIdentity(self.run.id, self._step.node, self._scope.path).text

    @property
    def backend(self) -> Any:
        """The host's services for nodes."""
        return self._state.backend

    @property
    def http(self) -> "httpx.AsyncClient":
        """The shared client behind the network guard."""
        return self._state.http()

    @property
    def browser(self) -> Any:
        """The worker's browser sessions, or None."""
        return self._state.browser

    def log(self, message: str, level: Literal["debug", "info", "warning", "error"] = "info", **fields: JSON) -> None:
        """Adds a line to the run's log."""
        clean = self._state.redactor.clean(
            {"message": message, "level": level, "key": self.node, "path": path_text(self._scope.path), **fields}
        )
        self._state.journal.emit("log", **clean)

    def evaluate(self, expression: Any, **scope: Any) -> JSON:
        """Evaluates a PerItem value."""
        return expr.evaluate(expression, {**self._scope.roots, **scope})

    def evaluate_each(self, expression: Any, items: Sequence[Any]) -> list[JSON]:
        """Evaluates a PerItem value once per item."""
        return expr.evaluate_each(expression, self._scope.roots, items)

    async def credential(self, reference: str, refused: str | None = None) -> dict[str, Any]:
        """Returns a credential's fields; its secrets are redacted from here on."""
        fields: dict[str, Any] = await self._state.backend.credential(reference, refused)
        if fields.get("type") == "login_state":
            self._state.redactor.add(tokens(fields))
            return fields
        # Who and where stays readable: masking `localhost` or `shop` in all data would spoil it.
        self._state.redactor.add(secrets_of(fields))
        if fields.get("type") in ("basic", "digest", "login"):
            pair = f"{fields.get('username') or ''}:{fields.get('password') or ''}"
            self._state.redactor.add(b64encode(pair.encode()).decode())
        return fields

    def redact(self, secret: str) -> None:
        """Redacts a secret from here on."""
        self._state.redactor.add(secret)

    def masked(self, value: JSON) -> JSON:
        """Returns a value with the secrets known by now masked."""
        clean: JSON = self._state.redactor.clean(value)
        return clean

    async def save_artifact(self, name: str, data: bytes | AsyncIterable[bytes], content_type: str) -> Artifact:
        """Stores a file of the run; secrets that can be read in it are masked."""
        redactor = self._state.redactor
        clean = redactor.clean_file(data) if isinstance(data, bytes) else redactor.clean_pieces(data)
        return await self._state.backend.blob_put(clean, redactor.clean_text(name), content_type)

    async def read_artifact(self, artifact: Artifact | Mapping[str, Any] | str) -> bytes:
        """Returns the bytes of an artifact."""
        if isinstance(artifact, Artifact):
            key = artifact.artifact
        else:
            key = artifact if isinstance(artifact, str) else str(artifact["artifact"])
        return await self._state.backend.blob_get(key)

"""Webhooks: a request to a flow's address starts a run and, if the flow replies, gets its answer."""

import hmac
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

from pydantic import ValidationError
from pydantic_core import from_json

from flow_builder.domain.document import FlowDocument
from flow_builder.domain.ids import new_id, now
from flow_builder.domain.run import Run
from flow_builder.domain.status import Status, is_final
from flow_builder.domain.value import JSON
from flow_builder.errors import CompileFailed, InvalidInput, NotFound
from flow_builder.network.headers import public_headers
from flow_builder.services.app import App

_TRIGGER = "trigger.webhook"
_KEPT_S = 1.0
"""How long a found flow is trusted without another look; changes made through this host count at once."""
_KEPT = 1_000

Answer = tuple[int, dict[str, str], JSON]
"""(status, headers, body); a text goes out as it is, anything else as JSON."""


@dataclass(frozen=True, slots=True)
class HookRequest:
    """A request to a webhook; header names are lower-case."""

    method: str
    headers: Mapping[str, str]
    query: Mapping[str, str]
    raw: bytes


@dataclass(frozen=True, slots=True)
class _Target:
    """What a flow's address leads to."""

    workspace: str
    document: FlowDocument
    hash: str
    version: int | None
    config: Any
    """The webhook trigger's config."""
    until: float
    generation: int


class Hooks:
    """Finds flows by their address and starts their runs; keeps what it found for a moment."""

    def __init__(self, app: App) -> None:
        self._app = app
        self._targets: dict[str, _Target] = {}

    async def receive(self, flow: str, request: HookRequest) -> Answer:
        """Starts a run of a flow and returns the answer for the caller.

        Raises NotFound `hook.not_found`, InvalidInput `webhook.method`, `webhook.token`, `webhook.body`.
        """
        target = await self._target(flow)
        check(target.config, request)
        at = now()
        run = Run(
            id=new_id("r", at),
            workspace=target.workspace,
            flow=flow,
            flow_name=target.document.name,
            version=target.version,
            document=target.hash,
            trigger="webhook",
            input={
                "method": request.method,
                "headers": public_headers(request.headers),
                "query": request.query,
                "body": parse_body(request),
            },
            created_at=at,
        )
        key = request.headers.get("idempotency-key")
        key = f"hook:{flow}:{key[:200]}" if key else None
        if target.config.response == "immediate":
            run = await self._app.machine.start(run, target.document, (), key)
            return target.config.immediate_status, {}, {"run": run.id}
        limit = target.config.reply_timeout_s
        return answer_of(*await self._app.machine.run_for_reply(run, target.document, limit, key))

    async def _target(self, flow: str) -> _Target:
        store = self._app.stores.flows
        known = self._targets.get(flow)
        if known is not None and known.generation == store.generation and known.until > time.monotonic():
            return known
        generation = store.generation
        workspace = await store.workspace_of(flow) if flow else None
        if workspace is None:
            raise _missing()
        document, hash_, version = await store.current(workspace, flow)
        config = self._config(document)
        target = _Target(workspace, document, hash_, version, config, time.monotonic() + _KEPT_S, generation)
        if len(self._targets) >= _KEPT:
            self._targets.clear()
        self._targets[flow] = target
        return target

    def _config(self, document: FlowDocument) -> Any:
        """Returns the config of a flow's webhook trigger; NotFound when it has none."""
        node = next((each for each in document.nodes if each.type == _TRIGGER and not each.disabled), None)
        if node is None:
            raise _missing()
        try:
            return self._app.catalogue[_TRIGGER].config.model_validate(node.config)
        except ValidationError as error:
            raise CompileFailed("The webhook trigger of this flow is not set up right.") from error


def check(config: Any, request: HookRequest) -> None:
    """Refuses a request whose method or token the trigger does not accept."""
    if request.method not in config.methods:
        raise InvalidInput(f"This webhook takes {', '.join(config.methods)}.", code="webhook.method")
    if config.token is None:
        return
    given = request.headers.get("authorization", "").removeprefix("Bearer ") or request.headers.get("x-flow-token", "")
    if not hmac.compare_digest(given.encode(), config.token.encode()):
        raise InvalidInput("The token of this webhook is missing or wrong.", code="webhook.token")


def answer_of(run: Run, reply: dict[str, Any] | None) -> Answer:
    """Returns the answer to the caller: the flow's reply, else its output, its failure, or that it goes on."""
    named = {"x-run-id": run.id}
    if reply is not None:
        return int(reply.get("status", 200)), {**reply.get("headers", {}), **named}, reply.get("body")
    if run.status is Status.SUCCEEDED:
        return 200, named, run.output
    if is_final(run.status):
        return 500, named, {"code": "run.failed", "run": run.id, "status": run.status}
    return 202, named, {"run": run.id}


def parse_body(request: HookRequest) -> JSON:
    """Returns a request's body: JSON and forms as values, any other text as text, nothing as null."""
    if not request.raw:
        return None
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    try:
        if kind == "application/json" or kind.endswith("+json"):
            return from_json(request.raw)
        text = request.raw.decode()
    except (ValueError, RecursionError) as error:
        raise InvalidInput(f"The body cannot be read: {error}.", code="webhook.body", field="body") from error
    return dict(parse_qsl(text, keep_blank_values=True)) if kind == "application/x-www-form-urlencoded" else text


def _missing() -> NotFound:
    return NotFound("There is no webhook at this address.", code="hook.not_found")

"""Webhooks: a request to a flow's address starts a run and, if the flow replies, gets its answer."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from flow_builder.errors import NotFound
from flow_builder.services.app import App
from flow_builder.services.hook_answers import Answer, allowed, options_answer
from flow_builder.services.hook_calls import (
    Call,
    HookRequest,
    Target,
    accept,
    challenge_of,
    check_caller,
    check_head,
    missing,
    target_of,
)
from flow_builder.services.hook_starts import start
from flow_builder.store.hooks import fits

_KEPT_S = 1.0
"""How long a found flow is trusted without another look; changes made through this host count at once."""
_KEPT = 1_000

Read = Callable[[int], Awaitable[bytes]]
"""Returns a request's body, or refuses one of more than so many bytes."""


@dataclass(frozen=True, slots=True)
class _Found:
    target: Target
    until: float
    generation: int


class Hooks:
    """Finds flows by their address and starts their runs; keeps what it found for a moment."""

    def __init__(self, app: App) -> None:
        self._app = app
        self._found: dict[str, _Found] = {}
        self._answering: dict[str, asyncio.Future[Answer]] = {}

    async def find(self, path: str) -> Target:
        """Returns what an address (`<flow>/<secret>`, or `<flow>`) leads to; NotFound `hook.not_found`."""
        flow, _, secret = path.partition("/")
        target = await self._target(flow)
        if not (fits(secret, target.digest) if secret else not target.config.path_secret):
            raise missing()
        return target

    async def receive(self, target: Target, request: HookRequest, read: Read) -> Answer:
        """Starts a run for a request and returns the answer for the caller.

        Raises InvalidInput `webhook.caller`, `webhook.method`, `webhook.content_type`, `webhook.token`,
        `webhook.signature`, `webhook.stale`, `webhook.body`, `webhook.delivery`, `idempotency.mismatch`; Conflict
        `webhook.duplicate`; LimitExceeded `input.too_large`.
        """
        config = target.config
        check_caller(config, request)
        if request.method == "OPTIONS":
            return options_answer(config, request.headers)
        if request.method == "HEAD":
            return Answer(200, {"allow": allowed(config)}, empty=True)
        check_head(config, request)
        call = accept(target, request, await read(config.max_bytes))
        return challenge_of(config, call.input["body"]) or await self._answer(target, call)

    async def _answer(self, target: Target, call: Call) -> Answer:
        """Answers a call; one that repeats another which is just being answered gets the same answer."""
        config = target.config
        if call.delivery is None or config.response == "immediate" or config.on_duplicate != "first":
            return await start(self._app, target, call)
        key = f"{target.flow}/{call.delivery}/{call.request}"
        going = self._answering.get(key)
        if going is not None:
            return await asyncio.shield(going)
        future = self._answering[key] = asyncio.get_running_loop().create_future()
        try:
            answer = await start(self._app, target, call)
        except Exception as error:
            future.set_exception(error)
            future.exception()  # perhaps nobody waits for it
            raise
        else:
            future.set_result(answer)
            return answer
        finally:
            future.cancel()  # unless it is done
            del self._answering[key]

    async def _target(self, flow: str) -> Target:
        stores = self._app.stores
        known = self._found.get(flow)
        generation = stores.flows.generation + stores.hooks.generation + stores.credentials.generation
        if known is not None and known.generation == generation and known.until > time.monotonic():
            return known.target
        workspace = await stores.flows.workspace_of(flow) if flow else None
        if workspace is None:
            raise missing()
        try:
            current = await stores.flows.current(workspace, flow)
        except NotFound as error:
            raise missing() from error  # it is in the trash
        target = await target_of(self._app, workspace, flow, current)
        if len(self._found) >= _KEPT:
            self._found.clear()
        self._found[flow] = _Found(target, time.monotonic() + _KEPT_S, generation)
        return target

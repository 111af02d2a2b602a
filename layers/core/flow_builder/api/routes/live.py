"""Live events over a WebSocket at `/api/v1/live`, or as server-sent events at `/api/v1/live/events`.

Frames are JSON texts under 32 KB, the same that an API Gateway WebSocket carries. From the client:

    {"action": "auth", "token": "…", "workspace": "…"}                     before all others, unless a header said it
    {"action": "subscribe", "id": "1", "topic": "run:r_…", "after": 17}    `after` is optional: the last number seen
    {"action": "unsubscribe", "id": "1"}
    {"action": "ping"}

From the server, each with the subscription's `id`:

    {"type": "authenticated"}
    {"type": "subscribed", "id", "after"}
    {"type": "events", "id", "events": [{"seq", "at", "type", …}], "after": 19}
    {"type": "reset", "id", "after"}        some events are gone: read the lists anew, then go on from `after`
    {"type": "beat", "id", "after"}         nothing happened for 25 s
    {"type": "end", "id", "after"}          the run has ended and all its events were sent
    {"type": "problem", "id", "code", "detail", "hint"}
    {"type": "pong"}
"""

import asyncio
import json
import logging
from collections.abc import AsyncIterator, Coroutine
from dataclasses import replace
from typing import Annotated, Any

from fastapi import APIRouter, Header, Query
from pydantic import ValidationError
from pydantic_core import to_json
from starlette.responses import StreamingResponse
from starlette.websockets import WebSocket, WebSocketDisconnect

from flow_builder.api.caller import TheCaller
from flow_builder.api.deps import TheApp, ThePrincipal
from flow_builder.api.identity import IDENTITY
from flow_builder.domain.caller import Caller
from flow_builder.domain.permissions import RULES
from flow_builder.domain.principal import Principal
from flow_builder.errors import FlowBuilderError, Forbidden, NotFound, Unauthenticated
from flow_builder.services.access import authenticate, permit, renewed
from flow_builder.services.app import App
from flow_builder.services.live import MAX_FRAME_CHARS, MAX_SUBSCRIPTIONS, Batch, Command, follow

router = APIRouter(prefix="/live", tags=["live"])

_SLOW_SECONDS = 30.0
"""A client that takes no frame for so long is disconnected; it can go on where it was."""
_TRY_AGAIN_LATER = 1013
_POLICY_VIOLATION = 1008
_AUTH_SECONDS = 10.0
"""Time for a client to say who it is."""
_LOOK_SECONDS = 5.0
"""Between two looks at whether a client may still listen."""

log = logging.getLogger(__name__)


@router.websocket("")
async def live(websocket: WebSocket, caller: TheCaller) -> None:
    """Serves one client's subscriptions until it goes away, or may not see them any more."""
    app: App = websocket.app.state.app
    await websocket.accept()
    known = await _known(app, websocket, caller)
    if known is None:
        await websocket.close(_POLICY_VIOLATION, "nobody is signed in")
        return
    principal, caller = known
    connection = _Connection(app, principal.workspace, websocket)
    watching = asyncio.create_task(_close_when_lost(app, caller, principal, websocket))
    try:
        await connection.run()
    finally:
        watching.cancel()


async def _known(app: App, websocket: WebSocket, caller: Caller) -> tuple[Principal, Caller] | None:
    """Returns who has connected, whose token is in the first frame when no header had one; None for nobody."""
    found = websocket.scope[IDENTITY]
    if not isinstance(found, Principal) and caller.token is None:
        try:
            async with asyncio.timeout(_AUTH_SECONDS):
                said = Command.model_validate(json.loads((await websocket.receive_text())[:MAX_FRAME_CHARS]))
            caller = replace(caller, token=said.token, workspace=said.workspace)
            found = await authenticate(app, caller)
            permit(found, RULES["live_events"])
        except (TimeoutError, WebSocketDisconnect, KeyError, ValueError, RecursionError, FlowBuilderError):
            return None
        await websocket.send_text('{"type":"authenticated"}')
    return (found, caller) if isinstance(found, Principal) else None


async def _close_when_lost(app: App, caller: Caller, principal: Principal, websocket: WebSocket) -> None:
    await _lost(app, caller, principal)
    await websocket.close(_POLICY_VIOLATION, "the session has ended")


async def _lost(app: App, caller: Caller, principal: Principal) -> FlowBuilderError:
    """Waits until a client has lost its place, and returns why: signed out, no member any more, key revoked."""
    while True:
        await asyncio.sleep(_LOOK_SECONDS)
        try:
            permit(await renewed(app, caller, principal), RULES["live_events"])
        except (Unauthenticated, NotFound, Forbidden) as error:
            return error
        except FlowBuilderError as error:
            log.warning("whether a client may still listen is looked at later: %s (%s)", error.message, error.code)


class _Connection:
    """One client; each subscription reads on only as fast as the client takes its frames."""

    def __init__(self, app: App, workspace: str, websocket: WebSocket) -> None:
        self._app = app
        self._workspace = workspace
        self._websocket = websocket
        self._sending = asyncio.Lock()
        self._tasks: dict[str, asyncio.Task[None]] = {}

    async def run(self) -> None:
        try:
            while True:
                text = await self._websocket.receive_text()
                await self._obey(text)
        except (WebSocketDisconnect, KeyError, RuntimeError):
            return  # gone, or it sent bytes
        finally:
            for task in self._tasks.values():
                task.cancel()
            await asyncio.gather(*self._tasks.values(), return_exceptions=True)

    async def _obey(self, text: str) -> None:
        try:
            command = Command.model_validate(json.loads(text[:MAX_FRAME_CHARS]))
        except (ValueError, ValidationError, RecursionError):
            await self._problem("", "live.frame", "This is not a command; see the API's documentation.")
            return
        match command.action:
            case "subscribe":
                await self._subscribe(command)
            case "unsubscribe":
                if task := self._tasks.pop(command.id, None):
                    task.cancel()
            case "ping":
                await self._send({"type": "pong"})
            case _:
                await self._problem(command.id, "live.action", f"There is no action {command.action[:50]!r}.")

    async def _subscribe(self, command: Command) -> None:
        if before := self._tasks.pop(command.id, None):
            before.cancel()
        if len(self._tasks) >= MAX_SUBSCRIPTIONS:
            await self._problem(
                command.id, "live.subscriptions", f"A connection has {MAX_SUBSCRIPTIONS} subscriptions at most."
            )
            return
        task = asyncio.create_task(self._follow(command))
        self._tasks[command.id] = task
        task.add_done_callback(lambda done: self._forget(command.id, done))

    def _forget(self, id_: str, task: "asyncio.Task[None]") -> None:
        if self._tasks.get(id_) is task:
            del self._tasks[id_]

    async def _follow(self, command: Command) -> None:
        try:
            async for batch in follow(self._app, self._workspace, command.topic, command.after):
                await self._send({"id": command.id, **_frame(batch)})
        except FlowBuilderError as error:
            await self._problem(command.id, error.code, error.message, error.hint)
        except (WebSocketDisconnect, RuntimeError):
            return  # gone

    async def _problem(self, id_: str, code: str, detail: str, hint: str | None = None) -> None:
        said = {"type": "problem", "id": id_, "code": code, "detail": detail}
        await self._send({**said, "hint": hint} if hint else said)

    async def _send(self, frame: dict[str, Any]) -> None:
        try:
            async with asyncio.timeout(_SLOW_SECONDS), self._sending:
                await self._websocket.send_text(to_json(frame).decode())
        except TimeoutError:
            await self._websocket.close(_TRY_AGAIN_LATER, "too slow")


def _frame(batch: Batch) -> dict[str, Any]:
    events = {"events": batch.events} if batch.events else {}
    return {"type": batch.kind, "after": batch.after, **events}


@router.get("/events", response_class=StreamingResponse, responses={200: {"content": {"text/event-stream": {}}}})
async def events(
    app: TheApp,
    caller: TheCaller,
    principal: ThePrincipal,
    topic: Annotated[str, Query(max_length=200, description="run:<id>, flow:<id> or workspace")],
    after: Annotated[int | None, Query(ge=0)] = None,
    last_event_id: Annotated[int | None, Header(ge=0)] = None,
) -> StreamingResponse:
    """Streams a topic's events as server-sent events, for clients that cannot use the WebSocket.

    An event's `id` is the number to go on after, which browsers send back as Last-Event-ID by themselves. For who may
    not listen any more the stream ends with an event `problem`.
    """
    batches = follow(app, principal.workspace, topic, after if last_event_id is None else last_event_id)
    first = await anext(batches)  # what is wrong with the topic is an ordinary problem answer
    texts = _texts(first, batches, _lost(app, caller, principal))
    return StreamingResponse(texts, media_type="text/event-stream", headers={"cache-control": "no-store"})


async def _texts(
    first: Batch, rest: AsyncIterator[Batch], lost: Coroutine[Any, Any, FlowBuilderError]
) -> AsyncIterator[bytes]:
    """Yields batches as they come, until there are no more or their reader has lost its place."""
    ending = asyncio.create_task(lost)
    coming: asyncio.Task[Batch | None] | None = None
    try:
        yield _text(first)
        while True:
            coming = asyncio.create_task(_next(rest))
            await asyncio.wait({coming, ending}, return_when=asyncio.FIRST_COMPLETED)
            if ending.done():
                error = ending.result()
                said = {"type": "problem", "code": error.code, "detail": error.message, "hint": error.hint}
                yield b"event: problem\ndata: %s\n\n" % to_json(said)
                return
            batch = coming.result()
            if batch is None:
                return
            yield _text(batch)
    finally:
        ending.cancel()
        if coming is not None:
            coming.cancel()


async def _next(batches: AsyncIterator[Batch]) -> Batch | None:
    return await anext(batches, None)


def _text(batch: Batch) -> bytes:
    said = _frame(batch)
    return b"id: %d\nevent: %s\ndata: %s\n\n" % (batch.after, said["type"].encode(), to_json(said))

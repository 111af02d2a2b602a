"""Dead letters: starts that nobody waits for (of schedules, webhooks, events) and that failed for good."""

import asyncio
from collections.abc import Awaitable, Callable

from flow_builder.domain.dead_letter import DeadLetter, DeadLetterSummary, StartKind, letter_id
from flow_builder.domain.ids import new_id, now
from flow_builder.domain.notification import Notice
from flow_builder.domain.run import Run
from flow_builder.errors import FlowBuilderError, HostError, NodeError, NotFound, StorageError
from flow_builder.services import notifications
from flow_builder.services.app import App
from flow_builder.services.runs import Start
from flow_builder.services.searching import search

ATTEMPTS = 3
_PAUSES_S = (0.2, 1.0)


async def attempt(
    app: App, workspace: str, kind: StartKind, start: Start, begin: Callable[[], Awaitable[Run]]
) -> Run | None:
    """Returns the run that `begin` starts; None after burying a start that failed for good.

    What may go away by itself is tried three times. A store that does not work (StorageError) is left to the caller:
    nothing can be buried there.
    """
    tries = 0
    while True:
        tries += 1
        try:
            return await begin()
        except FlowBuilderError as error:
            if not _retryable(error) or tries == ATTEMPTS:
                if isinstance(error, StorageError):
                    raise
                await bury(app, workspace, kind, start, error, attempts=tries)
                return None
            await asyncio.sleep(_PAUSES_S[tries - 1])


async def bury(
    app: App, workspace: str, kind: StartKind, start: Start, error: FlowBuilderError, *, attempts: int = 1
) -> DeadLetter:
    """Keeps a start that failed for good, once per idempotency key, and notifies of it."""
    at = now()
    key = start.idempotency_key or new_id("start", at)
    flow = start.flow or start.recorded_flow or ""
    origin = {"schedule": start.schedule, "scheduled_at": start.scheduled_at, "run": start.retry_of}
    name = await _flow_name(app, workspace, flow)
    letter = DeadLetter(
        id=letter_id(workspace, kind, key),
        workspace=workspace,
        kind=kind,
        flow=flow,
        flow_name=name,
        trigger=start.trigger,
        origin={name: value for name, value in origin.items() if value is not None},
        error=said(error, flow, name),
        attempts=attempts,
        buried_at=at,
        tried_at=at,
        input=start.input,
        chain=tuple(start.chain),
        key=key,
    )
    if await app.stores.dead_letters.bury(letter):
        await notifications.tell_folded(app, workspace, _notice(letter))
    return letter


async def list_dead_letters(
    app: App,
    workspace: str,
    *,
    flow: str | None = None,
    kind: StartKind | None = None,
    redriven: bool | None = None,
    limit: int = 50,
    cursor: str | None = None,
) -> tuple[list[DeadLetterSummary], str | None]:
    """Returns dead letters, newest first, and the cursor of the next page."""
    store = app.stores.dead_letters

    async def read(limit: int, cursor: str | None) -> tuple[list[DeadLetterSummary], str | None]:
        return await store.find(workspace, flow=flow, limit=limit, cursor=cursor)

    def fits(each: DeadLetterSummary) -> bool:
        return kind in (None, each.kind) and redriven in (None, each.run is not None)

    return await search(read, fits, limit, cursor)


async def get_dead_letter(app: App, workspace: str, letter: str) -> DeadLetter:
    """Returns a dead letter with its input; NotFound."""
    return await app.stores.dead_letters.get(workspace, letter)


async def delete_dead_letter(app: App, workspace: str, letter: str) -> None:
    """Removes a dead letter; NotFound."""
    await app.stores.dead_letters.delete(workspace, letter)


def said(error: FlowBuilderError, flow: str, name: str) -> dict[str, str]:
    """Returns what is kept of an error, with the flow's name instead of its id where it has one."""
    message = error.message.replace(repr(flow), f"“{name}”") if name else error.message
    facts = {"code": error.code, "message": message, "hint": error.hint}
    return {name: value for name, value in facts.items() if value}


def _retryable(error: FlowBuilderError) -> bool:
    return isinstance(error, StorageError | HostError) or (isinstance(error, NodeError) and error.retryable)


async def _flow_name(app: App, workspace: str, flow: str) -> str:
    try:
        return (await app.stores.flows.get(workspace, flow, deleted=True)).name
    except NotFound:
        return ""


def _notice(letter: DeadLetter) -> Notice:
    name = " ".join((letter.flow_name or letter.flow).split())[:200]
    return Notice(
        kind="dead_letter",
        key=letter.id,
        at=letter.buried_at,
        title=f"{name} could not be started",
        text=letter.error["message"],
        flow=letter.flow,
        flow_name=letter.flow_name,
        schedule=letter.origin.get("schedule"),
        error=letter.error,
    )

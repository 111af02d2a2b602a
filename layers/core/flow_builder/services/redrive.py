"""Redriving dead letters: the start is tried again, and however often that is asked for there is one run."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass

from flow_builder.domain.dead_letter import DeadLetter
from flow_builder.domain.ids import new_id, now
from flow_builder.domain.run import Run
from flow_builder.errors import FlowBuilderError, StorageError
from flow_builder.services.app import App
from flow_builder.services.dead_letters import list_dead_letters, said
from flow_builder.services.runs import Start, start_run

MOST = 1_000
"""Dead letters that one request redrives at most."""


@dataclass(frozen=True, slots=True)
class Redriven:
    """What became of a dead letter: its run, or why there is none still."""

    id: str
    run: str | None = None
    code: str | None = None
    message: str | None = None


async def redrive(app: App, workspace: str, letter: str) -> Run:
    """Starts the run of a dead letter, by the flow's newest version, or returns the one that was started.

    Raises NotFound, and what the start raises; the dead letter then stays, with that error.
    """
    found = await app.stores.dead_letters.get(workspace, letter)
    if found.run is not None:
        return await app.stores.runs.get(workspace, found.run)
    try:
        run = await _start(app, found)
    except StorageError:
        raise
    except FlowBuilderError as error:
        changes = {"error": said(error, found.flow, found.flow_name), "tried_at": now()}
        await app.stores.dead_letters.change(workspace, letter, changes, tried=1)
        raise
    await app.stores.dead_letters.change(workspace, letter, {"run": run.id, "redriven_at": now()})
    return run


async def redrive_many(app: App, workspace: str, letters: Sequence[str]) -> list[Redriven]:
    """Redrives dead letters in this order; one that fails again harms no other."""
    return [await _one(app, workspace, each) for each in dict.fromkeys(letters)]


async def redrive_all(app: App, workspace: str, flow: str | None = None) -> list[Redriven]:
    """Redrives the dead letters that have no run yet, of one flow or of all, the longest buried first."""
    waiting = [each async for each in _waiting(app, workspace, flow)]
    return await redrive_many(app, workspace, waiting[::-1])


async def _waiting(app: App, workspace: str, flow: str | None) -> AsyncIterator[str]:
    cursor: str | None = None
    count = 0
    while True:
        page, cursor = await list_dead_letters(
            app, workspace, flow=flow, redriven=False, limit=min(200, MOST - count), cursor=cursor
        )
        for each in page:
            yield each.id
        count += len(page)
        if cursor is None or count >= MOST:
            return


async def _one(app: App, workspace: str, letter: str) -> Redriven:
    try:
        return Redriven(letter, (await redrive(app, workspace, letter)).id)
    except StorageError:
        raise
    except FlowBuilderError as error:
        return Redriven(letter, code=error.code, message=error.message)


async def _start(app: App, letter: DeadLetter) -> Run:
    if letter.kind != "webhook":
        what = Start(
            flow=letter.flow,
            input=letter.input,
            trigger=letter.trigger,
            idempotency_key=letter.key,
            schedule=letter.origin.get("schedule"),
            scheduled_at=letter.origin.get("scheduled_at"),
            retry_of=letter.origin.get("run"),
            chain=letter.chain,
        )
        return await start_run(app, letter.workspace, what)
    # What a webhook brings is no input that its flow's schema describes.
    document, hash_, version = await app.stores.flows.current(letter.workspace, letter.flow)
    at = now()
    run = Run(
        id=new_id("r", at),
        workspace=letter.workspace,
        flow=letter.flow,
        flow_name=document.name,
        version=version,
        document=hash_,
        trigger=letter.trigger,
        input=letter.input,
        created_at=at,
    )
    return await app.machine.start(run, document, (), letter.key)

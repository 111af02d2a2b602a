"""Following events as they come: of one run, of a flow's runs, of a workspace's runs."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from flow_builder.domain.frames import frames
from flow_builder.domain.status import is_final
from flow_builder.errors import InvalidInput
from flow_builder.realtime import feed_topic
from flow_builder.services.app import App

MAX_SUBSCRIPTIONS = 100
"""Of one connection."""
MAX_FRAME_CHARS = 32_000
_WAIT_S = 25.0
_PAGE = 500


class Command(BaseModel):
    """A frame of a client."""

    model_config = ConfigDict(extra="forbid", defer_build=True)

    action: str
    id: str = Field(default="", max_length=64)
    topic: str = Field(default="", max_length=200)
    after: int | None = Field(default=None, ge=0)
    token: str = Field(default="", max_length=8_000)
    workspace: str | None = Field(default=None, max_length=64)


@dataclass(frozen=True, slots=True)
class Batch:
    """What a follower is told; `after` is the number to go on after.

    `subscribed` comes first. `reset` says that some events are gone and lists have to be read anew, `beat` that nothing
    happened for 25 s, `end` that no more will come.
    """

    kind: Literal["subscribed", "events", "reset", "beat", "end"]
    after: int
    events: list[dict[str, Any]] = field(default_factory=list)


async def follow(app: App, workspace: str, topic: str, after: int | None) -> AsyncIterator[Batch]:
    """Yields a topic's events numbered above `after`, without gaps or repeats, then new ones as they come.

    Topics: `run:<id>` (from its first event, unless `after` says otherwise; ends with the run), `flow:<id>` and
    `workspace` (the begin, pauses and end of their runs; from now on). Raises NotFound, InvalidInput `live.topic`.
    It waits for its reader: a slow one loses nothing of a run's events.
    """
    kind, _, name = topic.partition(":")
    if await check_topic(app, workspace, topic):
        events = _run_events(app, workspace, name, after or 0)
    else:
        events = _feed_events(app, workspace, name if kind == "flow" else None, after)
    async for batch in events:
        yield batch


async def check_topic(app: App, workspace: str, topic: str) -> bool:
    """Tells whether a topic is a run's, rather than of a feed; NotFound, InvalidInput `live.topic`."""
    kind, _, name = topic.partition(":")
    if kind == "run" and name:
        await app.stores.runs.get(workspace, name)
        return True
    if kind == "flow" and name:
        await app.stores.flows.get(workspace, name)
    elif topic != "workspace":
        raise InvalidInput(
            f"There is no topic {topic[:100]!r}.", code="live.topic", hint="Use run:<id>, flow:<id> or workspace."
        )
    return False


async def _run_events(app: App, workspace: str, run: str, after: int) -> AsyncIterator[Batch]:
    yield Batch("subscribed", after)

    async def read() -> tuple[bool, list[list[dict[str, Any]]]]:
        ended = is_final((await app.stores.runs.get(workspace, run)).status)
        return ended, frames(await app.stores.runs.events(workspace, run, after, _PAGE))

    while True:
        ended, found = await app.machine.hub.share(f"{workspace}#{run}", after, read)
        for events in found:
            after = events[-1]["seq"]
            yield Batch("events", after, events)
        if found:
            continue
        if ended:
            yield Batch("end", after)
            return
        if not await app.machine.hub.wait(run, after, _WAIT_S):
            yield Batch("beat", after)


async def _feed_events(app: App, workspace: str, flow: str | None, after: int | None) -> AsyncIterator[Batch]:
    hub = app.machine.hub
    position = hub.heard(workspace, None).last if after is None else after
    yield Batch("subscribed", position)
    while True:
        heard = hub.heard(workspace, position)
        position = heard.last
        if heard.lost:
            yield Batch("reset", position)
        for events in frames([each for each in heard.events if flow is None or each["flow"] == flow]):
            yield Batch("events", events[-1]["seq"], events)
        if not await hub.wait(feed_topic(workspace), position, _WAIT_S):
            yield Batch("beat", position)

"""The hub of the cloud: events go to WebSocket connections of API Gateway, by whichever process has stored them.

What was sent last is kept with each subscription, and only one process sends to it at a time: so a client gets all
events in order and none twice, however many processes tell of new ones.
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from typing import Any, Protocol, TypeVar

from pydantic_core import to_json

from flow_builder.domain.frames import frames
from flow_builder.domain.ids import now
from flow_builder.domain.run import Run
from flow_builder.domain.status import is_final
from flow_builder.errors import FlowBuilderError, NotFound
from flow_builder.realtime import Heard
from flow_builder.store import aws_calls
from flow_builder.store.runs import RunStore
from flow_builder.store.sockets import SocketStore, Subscription

log = logging.getLogger(__name__)

_SUBJECT = "WebSocket connections"
_GONE = frozenset({"GoneException", "410"})
_PAGE = 500
_STORED_MS = 3_000
"""By then an event whose number was taken is stored, or never will be."""
T = TypeVar("T")


class Sockets(Protocol):
    """Sends to connections."""

    async def send(self, connection: str, frame: Mapping[str, Any]) -> bool:
        """Sends a frame; False when the connection is gone."""
        ...

    async def close(self, connection: str) -> None:
        """Closes a connection; one that is gone is fine."""
        ...


def connect(region: str, endpoint_url: str) -> Any:
    """Returns a client of the management API of one WebSocket API, at `https://<its address>/<stage>`."""
    return aws_calls.connect("apigatewaymanagementapi", region, endpoint_url, timeout_s=5.0, attempts=3)


class GatewaySockets:
    """Implements Sockets on API Gateway; calls block, so each runs in a thread."""

    def __init__(self, client: Any) -> None:
        self._client = client

    async def send(self, connection: str, frame: Mapping[str, Any]) -> bool:
        """Sends a frame; False when the connection is gone."""
        return await self._call(self._client.post_to_connection, ConnectionId=connection, Data=to_json(frame))

    async def close(self, connection: str) -> None:
        """Closes a connection; one that is gone is fine."""
        await self._call(self._client.delete_connection, ConnectionId=connection)

    async def _call(self, call: Any, **given: Any) -> bool:
        return await aws_calls.ask(_SUBJECT, call, fine=_GONE, **given) is not None


class GatewayHub:
    """Implements Hub, and `tell`, a listener to the events of runs. Without `sockets` nobody is connected."""

    def __init__(self, store: SocketStore, runs: RunStore, sockets: Sockets | None) -> None:
        self.store = store
        self._runs = runs
        self._sockets = sockets
        self._fed: dict[str, list[dict[str, Any]]] = {}
        self._telling: set[asyncio.Task[None]] = set()

    # ---- what happens

    def tell(self, run: Run, events: Sequence[Mapping[str, Any]]) -> None:
        """Tells a run's next events, which are stored, to who follows it, and its begin, pauses and end to the feed."""
        self._later(self.deliver(run.workspace, f"run:{run.id}"))
        said = {"run": run.id, "flow": run.flow, "flow_name": run.flow_name, "trigger": run.trigger}
        for event in events:
            if event["type"].startswith("run."):
                self.feed(run.workspace, {**said, **event})

    def publish(self, topic: str, seq: int) -> None:
        """Does nothing: `tell` knows the workspace of a topic."""

    def feed(self, workspace: str, event: dict[str, Any]) -> None:
        """Adds an event to a workspace's feed, and tells those who follow it."""
        waiting = self._fed.setdefault(workspace, [])
        waiting.append(event)
        if len(waiting) == 1:
            self._later(self._feed(workspace))

    async def _feed(self, workspace: str) -> None:
        events = self._fed.pop(workspace)
        await self.store.append(workspace, events)
        topics = {f"flow:{event['flow']}" for event in events if event.get("flow")}
        await asyncio.gather(*(self.deliver(workspace, topic) for topic in ("workspace", *sorted(topics))))

    def _later(self, work: Any) -> None:
        task = asyncio.get_running_loop().create_task(self._quietly(work))
        self._telling.add(task)
        task.add_done_callback(self._telling.discard)

    async def _quietly(self, work: Awaitable[None]) -> None:
        """Waits for work whose failure is no one's who tells: followers get what they missed with the next event."""
        try:
            await work
        except FlowBuilderError as error:
            log.warning("live events are told later: %s (%s)", error.message, error.code)

    async def told(self) -> None:
        """Waits until all that was told has been sent."""
        while self._telling:
            await asyncio.gather(*self._telling)

    # ---- who follows it

    async def deliver(self, workspace: str, topic: str) -> None:
        """Sends what is new in a topic to all who follow it."""
        if self._sockets is not None:
            followers = await self.store.followers(workspace, topic)
            await asyncio.gather(*(self._serve(each) for each in followers))

    async def _serve(self, found: Subscription) -> None:
        mine = await self.store.claim(found)
        while mine is not None:
            mine = await self._sent(mine)

    async def _sent(self, mine: Subscription) -> Subscription | None:
        """Sends what a subscription has not had yet; returns it when there is more by then."""
        assert self._sockets is not None
        known = await self.store.connection(mine.connection)
        if known is None or known.get("until", 0) < now():
            await self._drop(mine.connection)
            return None
        after = mine.after
        try:
            async for frame in _frames(self._runs, self.store, mine):
                if not await self._sockets.send(mine.connection, {"id": mine.id, **frame}):
                    await self.store.disconnect(mine.connection)
                    return None
                after = frame["after"]
                if frame["type"] == "end":
                    await self.store.unsubscribe(mine.connection, mine.id)
                    return None
        except FlowBuilderError:
            await self.store.release(mine, after)
            raise
        return await self.store.release(mine, after)

    async def _drop(self, connection: str) -> None:
        """Sends a client away of whom nobody knows any more whether it may listen; it connects anew if it may."""
        assert self._sockets is not None
        await self.store.disconnect(connection)
        await self._sockets.close(connection)

    # ---- for those who wait in this process

    async def wait(self, topic: str, after: int, timeout_s: float) -> bool:  # noqa: ARG002 - nothing is announced here
        """Returns False after the time: who waits looks again then."""
        await asyncio.sleep(min(timeout_s, 1.0))
        return False

    async def share(self, topic: str, after: int, read: Callable[[], Awaitable[T]]) -> T:  # noqa: ARG002 - same
        """Returns what `read` gives."""
        return await read()

    def heard(self, workspace: str, after: int | None) -> Heard:  # noqa: ARG002 - same
        """Returns nothing: feeds are in the store, and told to connections."""
        return Heard([], after or 0)


async def _frames(runs: RunStore, store: SocketStore, mine: Subscription) -> AsyncIterator[dict[str, Any]]:
    """Yields what there is to send, in order."""
    if not mine.topic.startswith("run:"):
        async for frame in _feed_frames(store, mine):
            yield frame
        return
    name = mine.topic.removeprefix("run:")
    after = mine.after
    try:
        ended = is_final((await runs.get(mine.workspace, name)).status)
    except NotFound:
        ended = True
    while events := await runs.events(mine.workspace, name, after, _PAGE):
        complete = _without_gaps(events, after)
        for some in frames(complete):
            after = some[-1]["seq"]
            yield {"type": "events", "after": after, "events": some}
        if len(complete) < len(events):
            return
    if ended:
        yield {"type": "end", "after": after}


def _without_gaps(events: list[dict[str, Any]], after: int) -> list[dict[str, Any]]:
    """Returns events up to the first whose number is taken and which is not stored yet: whoever stores it tells of it.

    A number whose taker has died is passed over a moment later.
    """
    for index, event in enumerate(events):
        if event["seq"] != after + 1 and event["at"] > now() - _STORED_MS:
            return events[:index]
        after = event["seq"]
    return events


async def _feed_frames(store: SocketStore, mine: Subscription) -> AsyncIterator[dict[str, Any]]:
    events = await store.feed(mine.workspace, mine.after)
    last = await store.last(mine.workspace) if not events else events[-1]["seq"]
    first = events[0]["seq"] if events else last + 1
    if mine.after < first - 1 or mine.after > last:
        yield {"type": "reset", "after": first - 1}
    flow = mine.topic.removeprefix("flow:") if mine.topic.startswith("flow:") else None
    for some in frames([each for each in events if flow is None or each.get("flow") == flow]):
        yield {"type": "events", "after": some[-1]["seq"], "events": some}

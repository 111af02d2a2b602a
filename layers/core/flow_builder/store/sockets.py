"""Who is connected by WebSocket and follows what, where no process lives as long as a connection.

Keys (W = workspace, C = connection, I = its own id of a subscription):

    CONN#C          CONN     a connection: who it is, and until when that is believed
    CONN#C          S#<I>    a subscription's topic
    LIVE#W#<topic>  C#<I>    the same, by topic: the number of the last event that was sent
    FEED#W          LAST     the number of the last event of W's feed
    FEED#W          E#<n>    events of the feed from number n on, for an hour
"""

import asyncio
import random
from dataclasses import dataclass
from typing import Any

from flow_builder.domain.ids import now
from flow_builder.errors import Conflict
from flow_builder.store.table import Absent, Delete, Item, Present, Put, RevIs, Table, Update

_LONGEST_SECONDS = 3 * 3_600
"""API Gateway closes a connection after two hours."""
_FEED_SECONDS = 3_600
_BUSY_MS = 30_000
"""A sender that takes longer has died."""
_TRIES = 50


@dataclass(frozen=True, slots=True)
class Subscription:
    """One topic that a connection follows; `rev` and `busy_until` are of who sends to it now."""

    connection: str
    id: str
    workspace: str
    topic: str
    after: int
    busy_until: int
    rev: int

    @property
    def key(self) -> tuple[str, str]:
        """Where it is stored by topic."""
        return _topic(self.workspace, self.topic), f"{self.connection}#{self.id}"


class SocketStore:
    """The repository of connections, their subscriptions, and the feeds of workspaces."""

    def __init__(self, table: Table) -> None:
        self.table = table

    # ---- connections

    async def connect(self, connection: str, doc: dict[str, Any]) -> None:
        """Stores a connection, or what is known of it now."""
        item = Item(f"CONN#{connection}", "CONN", doc, ttl=_ttl(_LONGEST_SECONDS))
        await self.table.write(Put(item))

    async def connection(self, connection: str) -> dict[str, Any] | None:
        """Returns what is known of a connection, or None."""
        item = await self.table.get(f"CONN#{connection}", "CONN")
        return item.doc if item else None

    async def believe(self, connection: str, until: int) -> None:
        """Keeps until when, in milliseconds, it is believed who has connected."""
        op = Update(f"CONN#{connection}", "CONN", set={"until": until}, condition=Present())
        try:
            await self.table.update(op)
        except Conflict:
            return

    async def disconnect(self, connection: str) -> None:
        """Removes a connection with its subscriptions; one that is gone is fine."""
        pk = f"CONN#{connection}"
        while items := (await self.table.query(pk, limit=40)).items:
            ops: list[Delete] = []
            for item in items:
                ops.append(Delete(pk, item.sk))
                if item.sk != "CONN":
                    ops.append(Delete(_topic(item.doc["workspace"], item.doc["topic"]), f"{connection}#{item.sk[2:]}"))
            await self.table.write(*ops)

    # ---- subscriptions

    async def topics(self, connection: str) -> list[str]:
        """Returns the topics of a connection's subscriptions."""
        found = await self.table.query(f"CONN#{connection}", prefix="S#", limit=1_000)
        return [item.doc["topic"] for item in found.items]

    async def subscribe(self, connection: str, id_: str, workspace: str, topic: str, after: int) -> None:
        """Stores a subscription, in place of one with the same id."""
        await self.unsubscribe(connection, id_)
        doc = {"workspace": workspace, "topic": topic}
        place = {**doc, "after": after, "busy_until": 0}
        ttl = _ttl(_LONGEST_SECONDS)
        await self.table.write(
            Put(Item(f"CONN#{connection}", f"S#{id_}", doc, ttl=ttl)),
            Put(Item(_topic(workspace, topic), f"{connection}#{id_}", place, ttl=ttl)),
        )

    async def unsubscribe(self, connection: str, id_: str) -> None:
        """Removes a subscription; one that is gone is fine."""
        item = await self.table.get(f"CONN#{connection}", f"S#{id_}")
        if item is not None:
            place = _topic(item.doc["workspace"], item.doc["topic"])
            await self.table.write(Delete(f"CONN#{connection}", f"S#{id_}"), Delete(place, f"{connection}#{id_}"))

    async def followers(self, workspace: str, topic: str) -> list[Subscription]:
        """Returns who follows a topic."""
        found: list[Subscription] = []
        cursor: str | None = None
        while True:
            page = await self.table.query(_topic(workspace, topic), limit=1_000, cursor=cursor)
            found += [_subscription(item) for item in page.items]
            if (cursor := page.cursor) is None:
                return found

    async def claim(self, found: Subscription) -> Subscription | None:
        """Returns a subscription that only the caller sends to now; None when another one does, who looks once more.

        None as well when it is gone.
        """
        while True:
            if found.busy_until < now():
                op = Update(*found.key, set={"busy_until": now() + _BUSY_MS}, condition=RevIs(found.rev))
            else:
                op = Update(*found.key, add={"more": 1}, condition=RevIs(found.rev))
            try:
                item = await self.table.update(op)
            except Conflict:
                again = await self.table.get(*found.key)
                if again is None:
                    return None
                found = _subscription(again)
                continue
            return _subscription(item) if found.busy_until < now() else None

    async def release(self, sent: Subscription, after: int) -> Subscription | None:
        """Keeps what was sent last and lets others send; returns the subscription when there is more to be sent."""
        op = Update(*sent.key, set={"after": after, "busy_until": 0}, condition=RevIs(sent.rev))
        try:
            await self.table.update(op)
        except Conflict:
            again = await self.table.get(*sent.key)
            if again is None:
                return None
            kept = Update(*sent.key, set={"after": after, "busy_until": now() + _BUSY_MS}, condition=RevIs(again.rev))
            try:
                return _subscription(await self.table.update(kept))
            except Conflict:
                return await self.release(_subscription(again), after)
        return None

    # ---- feeds

    async def last(self, workspace: str) -> int:
        """Returns the number of the last event of a workspace's feed."""
        item = await self.table.get(f"FEED#{workspace}", "LAST")
        return int(item.doc["seq"]) if item else 0

    async def append(self, workspace: str, events: list[dict[str, Any]]) -> None:
        """Adds events to a workspace's feed; Conflict when too many others do at the same moment."""
        pk = f"FEED#{workspace}"
        for attempt in range(_TRIES):
            item = await self.table.get(pk, "LAST")
            # The first number is a time, so that what followed an older feed notices that it is another one.
            last = int(item.doc["seq"]) if item else now()
            numbered = [{**event, "seq": number} for number, event in enumerate(events, last + 1)]
            first = Item(pk, f"E#{last + 1:016d}", {"events": numbered}, ttl=_ttl(_FEED_SECONDS))
            end = Put(
                Item(pk, "LAST", {"seq": last + len(events)}, rev=item.rev + 1 if item else 1),
                RevIs(item.rev) if item else Absent(),
            )
            try:
                await self.table.write(Put(first), end)
            except Conflict:
                if attempt == _TRIES - 1:
                    raise
                await asyncio.sleep(random.uniform(0, 0.02))  # noqa: S311 - spreading load
            else:
                return

    async def feed(self, workspace: str, after: int) -> list[dict[str, Any]]:
        """Returns the events of a feed numbered above `after`, as far as they are kept."""
        pk = f"FEED#{workspace}"
        first = await self.table.query(pk, between=("E#", f"E#{after + 1:016d}"), limit=1, reverse=True)
        start = first.items[0].sk if first.items else "E#"
        found: list[dict[str, Any]] = []
        cursor: str | None = None
        while True:
            page = await self.table.query(pk, between=(start, "E#~"), limit=500, cursor=cursor)
            found += [event for item in page.items for event in item.doc["events"] if event["seq"] > after]
            if (cursor := page.cursor) is None:
                return found


def _subscription(item: Item) -> Subscription:
    connection, _, id_ = item.sk.partition("#")
    doc = item.doc
    return Subscription(
        connection, id_, doc["workspace"], doc["topic"], int(doc["after"]), int(doc["busy_until"]), item.rev
    )


def _topic(workspace: str, topic: str) -> str:
    return f"LIVE#{workspace}#{topic}"


def _ttl(seconds: int) -> int:
    return now() // 1_000 + seconds

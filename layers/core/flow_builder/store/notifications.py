"""Notifications, the channels that carry them, and what is on its way.

Keys (W = workspace, N = notification id, C = channel id):

    NOTE#W     N        a notification; gsi1 = all of W by time, gsi2 = the same, those not read last; for 90 days
    NOTED#W    N        the event behind id N was told; for as long
    NOTEFLOW#W <k>#<f>  whether flow f is failing in a kind of way, and what counts its failures
    CHAN#W     C        a channel
    OUTBOX#W   N.n.C    a delivery; gsi1 = those of all workspaces by when they are due
"""

from collections.abc import Sequence

from flow_builder.domain.ids import now
from flow_builder.domain.notification import (
    KEPT_S,
    Channel,
    ChannelSpec,
    Delivery,
    FlowState,
    LastDelivery,
    Notification,
)
from flow_builder.errors import Conflict, NotFound
from flow_builder.store.table import Absent, Delete, Item, Page, Present, Put, RevIs, Table, Update, Write

_OUTBOX = "OUTBOX"
_UNREAD, _READ = "1", "0"


class NotificationStore:
    """The repository of notifications; all but the outbox's `due` are scoped by workspace."""

    def __init__(self, table: Table) -> None:
        self.table = table

    # ---- telling

    async def was_told(self, workspace: str, event: str) -> bool:
        """Tells whether the event with this id was told before."""
        return await self.table.get(f"NOTED#{workspace}", event) is not None

    async def tell(
        self, event: str, notification: Notification, deliveries: Sequence[Delivery], *flow: Write, rev: int = 0
    ) -> None:
        """Stores a notification, its deliveries and what it says of its flow, all or none.

        `event` is the id of the event behind it, `rev` that of the notification it replaces. Raises Conflict when the
        event was told before, or when something was changed meanwhile.
        """
        workspace = notification.workspace
        ttl = now() // 1_000 + KEPT_S
        item = note_item(notification, rev + 1)
        await self.table.write(
            Put(Item(f"NOTED#{workspace}", event, {}, ttl=ttl), Absent()),
            Put(item, RevIs(rev) if rev else Absent()),
            *flow,
            *(Put(outgoing(each), Absent()) for each in deliveries),
        )

    async def flow_state(self, workspace: str, about: str) -> tuple[FlowState, int]:
        """Returns what is known of a flow (`<kind>#<flow>`), and its revision (0: nothing yet)."""
        item = await self.table.get(f"NOTEFLOW#{workspace}", about)
        return (FlowState(), 0) if item is None else (FlowState(**item.doc), item.rev)

    # ---- reading

    async def find(
        self, workspace: str, *, unread_first: bool, limit: int, cursor: str | None
    ) -> tuple[list[Notification], str | None]:
        """Returns notifications, newest first, and the cursor of the next page."""
        page = await self.table.query(
            f"W#{workspace}#NOTES", index="gsi2" if unread_first else "gsi1", limit=limit, cursor=cursor, reverse=True
        )
        return [Notification(**item.doc) for item in page.items], page.cursor

    async def unread(self, workspace: str, limit: int, cursor: str | None = None) -> Page:
        """Returns the items of notifications that nobody has read, newest first."""
        return await self.table.query(
            f"W#{workspace}#NOTES", index="gsi2", prefix=f"{_UNREAD}#", limit=limit, cursor=cursor, reverse=True
        )

    async def item(self, workspace: str, notification: str) -> Item:
        """Returns a notification as stored; NotFound if the workspace has none with this id."""
        item = await self.table.get(f"NOTE#{workspace}", notification) if notification else None
        if item is None:
            raise NotFound(f"There is no notification {notification!r}.", code="notification.not_found")
        return item

    async def mark(self, item: Item, *, read: bool) -> Notification:
        """Marks a notification; Conflict when something was added to it meanwhile."""
        marked = Notification(**item.doc).model_copy(update={"read": read})
        await self.table.write(Put(note_item(marked, item.rev + 1), RevIs(item.rev)))
        return marked

    async def delete(self, workspace: str, notification: str) -> None:
        """Removes a notification; NotFound. Its event is not told again."""
        try:
            await self.table.write(Delete(f"NOTE#{workspace}", notification, Present()))
        except Conflict as error:
            raise NotFound(f"There is no notification {notification!r}.", code="notification.not_found") from error

    # ---- channels

    async def create_channel(self, channel: Channel) -> None:
        """Stores a new channel."""
        doc = channel.model_dump(mode="json")
        await self.table.write(Put(Item(f"CHAN#{channel.workspace}", channel.id, doc), Absent()))

    async def change_channel(self, workspace: str, channel: str, spec: ChannelSpec) -> Channel:
        """Replaces what can be set of a channel; NotFound."""
        return await self._update_channel(workspace, channel, {**spec.model_dump(mode="json"), "updated_at": now()})

    async def delivered(self, workspace: str, channel: str, last: LastDelivery) -> Channel:
        """Keeps how a channel's last delivery went; NotFound."""
        return await self._update_channel(workspace, channel, {"last": last.model_dump(mode="json")})

    async def _update_channel(self, workspace: str, channel: str, changes: dict[str, object]) -> Channel:
        try:
            item = await self.table.update(Update(f"CHAN#{workspace}", channel, set=changes, condition=Present()))
        except Conflict as error:
            raise _no_channel(channel) from error
        return Channel(**item.doc)

    async def channel(self, workspace: str, channel: str) -> Channel:
        """Returns a channel; NotFound if the workspace has none with this id."""
        item = await self.table.get(f"CHAN#{workspace}", channel) if channel else None
        if item is None:
            raise _no_channel(channel)
        return Channel(**item.doc)

    async def channels(self, workspace: str, limit: int = 100) -> list[Channel]:
        """Returns the channels of a workspace, oldest first; there are few."""
        page = await self.table.query(f"CHAN#{workspace}", limit=limit)
        return [Channel(**item.doc) for item in page.items]

    async def delete_channel(self, workspace: str, channel: str) -> None:
        """Removes a channel; NotFound. What is on its way over it is dropped when it is due."""
        try:
            await self.table.write(Delete(f"CHAN#{workspace}", channel, Present()))
        except Conflict as error:
            raise _no_channel(channel) from error

    # ---- outbox

    async def due(self, at: int, limit: int = 500) -> list[Delivery]:
        """Returns deliveries of all workspaces that are due by now, the longest due first."""
        page = await self.table.query(_OUTBOX, index="gsi1", between=("", f"{at:015d}#~"), limit=limit)
        return [Delivery(**item.doc, rev=item.rev) for item in page.items]

    async def next_due(self) -> int | None:
        """Returns when the next delivery is due, or None."""
        page = await self.table.query(_OUTBOX, index="gsi1", limit=1)
        return int((page.items[0].gsi1sk or "0").partition("#")[0]) if page.items else None

    async def put_off(self, delivery: Delivery, due_at: int, *, attempts: int, claimed: bool) -> Delivery:
        """Makes a delivery due at another time; Conflict when another worker was faster."""
        later = delivery.model_copy(
            update={"due_at": due_at, "attempts": attempts, "claimed": claimed, "rev": delivery.rev + 1}
        )
        await self.table.write(Put(outgoing(later), RevIs(delivery.rev)))
        return later

    async def done(self, delivery: Delivery) -> None:
        """Removes a delivery."""
        await self.table.write(Delete(f"OUTBOX#{delivery.workspace}", delivery.key))

    async def claimed(self, limit: int = 500, cursor: str | None = None) -> tuple[list[Delivery], str | None]:
        """Returns deliveries that some worker has claimed, and the cursor of the next page."""
        page = await self.table.query(_OUTBOX, index="gsi1", limit=limit, cursor=cursor)
        found = [Delivery(**item.doc, rev=item.rev) for item in page.items]
        return [each for each in found if each.claimed], page.cursor


def flow_write(workspace: str, about: str, state: FlowState, rev: int) -> Write:
    """Returns the write that replaces what is known of a flow, if it is still of revision `rev`."""
    item = Item(f"NOTEFLOW#{workspace}", about, state.model_dump(mode="json"), rev=rev + 1)
    return Put(item, RevIs(rev) if rev else Absent())


def note_item(notification: Notification, rev: int) -> Item:
    """Returns a notification as it is stored."""
    at = f"{notification.updated_at:015d}#{notification.id}"
    return Item(
        f"NOTE#{notification.workspace}",
        notification.id,
        notification.model_dump(mode="json"),
        gsi1pk=f"W#{notification.workspace}#NOTES",
        gsi1sk=at,
        gsi2pk=f"W#{notification.workspace}#NOTES",
        gsi2sk=f"{_READ if notification.read else _UNREAD}#{at}",
        ttl=notification.updated_at // 1_000 + KEPT_S,
        rev=rev,
    )


def outgoing(delivery: Delivery) -> Item:
    """Returns a delivery as it is stored."""
    return Item(
        f"OUTBOX#{delivery.workspace}",
        delivery.key,
        delivery.model_dump(mode="json", exclude={"rev"}),
        gsi1pk=_OUTBOX,
        gsi1sk=f"{delivery.due_at:015d}#{delivery.workspace}#{delivery.key}",
        rev=delivery.rev,
    )


def _no_channel(channel: str) -> NotFound:
    return NotFound(f"There is no channel {channel!r}.", code="channel.not_found")

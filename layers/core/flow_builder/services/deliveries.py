"""Takes notifications from the stored outbox to their channels, beside the runs and without slowing them.

A delivery is claimed in the store before it is sent and removed afterwards. A host that dies in between leaves it
behind, and it is sent again under the same key: at least once, and recognizable.
"""

import asyncio
import logging
from functools import partial

from flow_builder.background import BackgroundJob
from flow_builder.domain.ids import now
from flow_builder.domain.notification import Delivery, LastDelivery, Notification
from flow_builder.errors import Conflict, FlowBuilderError, NodeError, NotFound, StorageError
from flow_builder.services.app import App
from flow_builder.services.channels import outcome
from flow_builder.services.senders import send

log = logging.getLogger(__name__)

MAX_ATTEMPTS = 8
FIRST_PAUSE_S = 10.0
LONGEST_PAUSE_S = 3_600.0
_LEASE_MS = 60_000
"""A claimed delivery that is not finished by then belonged to a host that died."""
_LONGEST_SLEEP_S = 60.0
_BUSY_SLEEP_S = 1.0
_TROUBLE_S = 5.0


class Deliveries:
    """Delivers what is due, each channel's one after the other, so that a slow receiver holds up no other channel."""

    def __init__(self, app: App) -> None:
        self._app = app
        self._store = app.stores.notifications
        self._busy: dict[str, asyncio.Task[None]] = {}
        self._taken_over = False
        self._job = BackgroundJob(self._work, "notifications have to wait", trouble_s=_TROUBLE_S, wake=app.outbox)

    def start(self) -> None:
        """Begins to deliver, what an earlier host of this store left behind first."""
        self._job.start()

    async def close(self) -> None:
        """Stops; what is not delivered by then is delivered by the next one."""
        await self._job.close()
        tasks = [*self._busy.values()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def deliver_due(self) -> int:
        """Delivers what is due, for hosts that no job runs on; returns how much it tried."""
        count = 0
        while due := await self._store.due(now()):
            by_channel: dict[str, list[Delivery]] = {}
            for each in due:
                by_channel.setdefault(each.channel, []).append(each)
            await asyncio.gather(*(self._in_turn(some) for some in by_channel.values()))
            count += len(due)
        return count

    async def _in_turn(self, deliveries: list[Delivery]) -> None:
        for each in deliveries:
            await self._deliver(each)

    async def _work(self) -> float:
        if not self._taken_over:
            await self._take_over()
            self._taken_over = True
        return await self._tick()

    async def _take_over(self) -> None:
        """Makes due at once what a dead host had claimed: this one alone owns the store now."""
        cursor: str | None = None
        while True:
            found, cursor = await self._store.claimed(cursor=cursor)
            for each in found:
                await self._store.put_off(each, now(), attempts=each.attempts, claimed=False)
            if cursor is None:
                return

    async def _tick(self) -> float:
        """Begins what is due and returns how many seconds to sleep."""
        due = await self._store.due(now())
        for each in due:
            if each.channel not in self._busy:
                task = asyncio.get_running_loop().create_task(self._deliver(each))
                self._busy[each.channel] = task
                task.add_done_callback(partial(self._done, each.channel))
        if due:
            return _BUSY_SLEEP_S  # the end of each delivery is the sign to look again
        following = await self._store.next_due()
        return _LONGEST_SLEEP_S if following is None else min(max(0.0, (following - now()) / 1_000), _LONGEST_SLEEP_S)

    def _done(self, channel: str, task: "asyncio.Task[None]") -> None:
        del self._busy[channel]
        if task.cancelled():
            return
        if (error := task.exception()) is None:
            self._app.outbox.set()
        else:
            log.error("a notification has to wait", exc_info=error)

    async def _deliver(self, delivery: Delivery) -> None:
        store, workspace = self._store, delivery.workspace
        try:
            claimed = await store.put_off(delivery, now() + _LEASE_MS, attempts=delivery.attempts + 1, claimed=True)
        except Conflict:
            return  # another worker was faster
        try:
            channel = await store.channel(workspace, delivery.channel)
            notification = Notification(**(await store.item(workspace, delivery.notification)).doc)
        except NotFound:
            await store.done(claimed)  # one of them was deleted
            return
        if not channel.carries(notification):
            await store.done(claimed)  # it was paused or muted meanwhile
            return
        try:
            await send(self._app, channel, notification, delivery.key)
        except StorageError:
            raise
        except FlowBuilderError as error:
            await self._failed(claimed, error)
            return
        await store.done(claimed)
        last = LastDelivery(at=now(), status="delivered", notification=notification.id, attempts=claimed.attempts)
        await self._keep(claimed, last)

    async def _failed(self, delivery: Delivery, error: FlowBuilderError) -> None:
        again = isinstance(error, NodeError) and error.retryable and delivery.attempts < MAX_ATTEMPTS
        last = outcome(
            error,
            status="retrying" if again else "failed",
            notification=delivery.notification,
            attempts=delivery.attempts,
        )
        if again:
            due_at = now() + round(pause_s(delivery.attempts, error) * 1_000)
            await self._store.put_off(delivery, due_at, attempts=delivery.attempts, claimed=False)
        else:
            log.warning("channel %s does not take a notification: %s (%s)", delivery.channel, error.message, error.code)
            await self._store.done(delivery)
        await self._keep(delivery, last)

    async def _keep(self, delivery: Delivery, last: LastDelivery) -> None:
        try:
            await self._store.delivered(delivery.workspace, delivery.channel, last)
        except NotFound:
            return  # deleted meanwhile


def pause_s(attempts: int, error: FlowBuilderError) -> float:
    """Returns how long to wait after so many attempts, or as long as the receiver asks for."""
    own = FIRST_PAUSE_S * 3.0 ** (attempts - 1)
    asked = error.details.get("retry_after_s")
    return min(max(own, float(asked) if isinstance(asked, int | float) else 0.0), LONGEST_PAUSE_S)

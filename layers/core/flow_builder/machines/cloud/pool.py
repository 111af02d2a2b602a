"""A pool's worker: takes orders from a queue as long as it has room, until it is told to end."""

import asyncio
import json
import logging
from dataclasses import dataclass
from typing import Protocol

from flow_builder.errors import FlowBuilderError
from flow_builder.machines.cloud.call import Services
from flow_builder.machines.cloud.orders import BEAT_SECONDS, Answers, Outcome, carry_out

log = logging.getLogger(__name__)

HELD_SECONDS = 90
"""How long an order belongs to the worker that has taken it, from each beat on; then another one gets it."""
_TROUBLE_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class Delivery:
    """An order that this worker has until it removes or releases it, or its time is up."""

    body: str
    receipt: str


class Orders(Protocol):
    """The queue."""

    async def take(self) -> Delivery | None:
        """Waits a few seconds for an order."""
        ...

    async def hold(self, delivery: Delivery, seconds: int) -> bool:
        """Keeps an order for so long; 0 gives it to another worker at once. False: it is not this worker's any more."""
        ...

    async def remove(self, delivery: Delivery) -> None:
        """Removes an order for good."""
        ...


class Pool:
    """Carries out orders, `size` of them at once."""

    def __init__(
        self, services: Services, orders: Orders, answers: Answers, size: int, beat_s: float = BEAT_SECONDS
    ) -> None:
        self._services = services
        self._orders = orders
        self._answers = answers
        self._beat_s = beat_s
        self._room = asyncio.Semaphore(size)
        self._stopped = asyncio.Event()
        self._busy: set[asyncio.Task[None]] = set()

    def stop(self) -> None:
        """Takes no further orders; `run` returns when those under way are done."""
        self._stopped.set()

    async def run(self) -> None:
        """Takes orders until it is stopped."""
        while not self._stopped.is_set():
            await self._room.acquire()
            delivery = None if self._stopped.is_set() else await self._take()
            if delivery is None:
                self._room.release()
                continue
            task = asyncio.create_task(self._work_off(delivery))
            self._busy.add(task)
            task.add_done_callback(self._leave)
        await asyncio.gather(*self._busy)

    def _leave(self, task: "asyncio.Task[None]") -> None:
        self._busy.discard(task)
        self._room.release()

    async def _take(self) -> Delivery | None:
        try:
            return await self._orders.take()
        except FlowBuilderError as error:
            log.warning("no order can be taken: %s (%s)", error.message, error.code)
            await asyncio.wait([asyncio.ensure_future(self._stopped.wait())], timeout=_TROUBLE_SECONDS)
            return None

    async def _work_off(self, delivery: Delivery) -> None:
        async def keep() -> bool:
            return await self._orders.hold(delivery, HELD_SECONDS)

        try:
            if self._stopped.is_set():
                await self._orders.hold(delivery, 0)
                return
            event = json.loads(delivery.body)
            outcome = await carry_out(self._services, event, self._answers, self._beat_s, keep)
            if outcome is Outcome.INTERRUPTED:
                await self._orders.hold(delivery, 0)
            else:
                await self._orders.remove(delivery)
        except FlowBuilderError as error:
            log.warning("an order is left to the queue: %s (%s)", error.message, error.code)
        except (ValueError, TypeError) as error:
            log.warning("an order cannot be read and is left to the queue: %s", error)

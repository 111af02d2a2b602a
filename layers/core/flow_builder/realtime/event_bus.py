"""What happens, told to the world on an event bus of EventBridge, for rules that others make."""

import asyncio
import logging
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, get_args

from pydantic_core import to_json

from flow_builder.domain.event import Event, EventType
from flow_builder.errors import StorageError
from flow_builder.store import aws_calls

log = logging.getLogger(__name__)

SOURCE = "flow-builder"
TYPES: tuple[EventType, ...] = tuple(each for each in get_args(EventType) if each != "StepExecuted")
"""What is told: all but each step that went well, which nobody would pay for."""
_SUBJECT = "EventBridge"
_BATCH = 10
_BATCH_BYTES = 250_000
"""EventBridge takes 10 entries and 256 KB in one call."""
_GATHER_S = 0.02
_TRIES = 3


def connect(region: str, endpoint_url: str | None = None) -> Any:
    """Returns a client with credentials from the environment."""
    return aws_calls.connect("events", region, endpoint_url)


class EventBus:
    """Puts events on a bus, those of one moment together. Its `hear` is a handler of `services.bus.Bus`."""

    def __init__(self, client: Any, name: str) -> None:
        self._client = client
        self._name = name
        self._waiting: list[dict[str, Any]] = []
        self._sending: asyncio.Task[None] | None = None

    async def hear(self, event: Event) -> None:
        """Takes an event, which is told a moment later."""
        self._waiting.append(self._entry(event))
        if self._sending is None:
            self._sending = asyncio.get_running_loop().create_task(self._send())

    async def told(self) -> None:
        """Waits until what was taken has been told."""
        while self._sending is not None:
            await self._sending

    def _entry(self, event: Event) -> dict[str, Any]:
        detail = {"workspace": event.workspace, "subject": event.subject, "at": event.at, "data": event.data}
        if len(to_json(detail)) > _BATCH_BYTES:
            detail |= {"data": {}, "truncated": True}
        return {
            "Source": SOURCE,
            "DetailType": event.type,
            "Detail": to_json(detail).decode(),
            "EventBusName": self._name,
            "Time": datetime.fromtimestamp(event.at / 1_000, UTC),
        }

    async def _send(self) -> None:
        try:
            await asyncio.sleep(_GATHER_S)
            while self._waiting:
                batch = self._next()
                try:
                    await self._put(batch)
                except StorageError as error:
                    log.warning("%d events are not told: %s (%s)", len(batch), error.message, error.code)
        finally:
            self._sending = None

    def _next(self) -> list[dict[str, Any]]:
        """Returns the next events that fit into one call."""
        batch: list[dict[str, Any]] = []
        size = 0
        while self._waiting and len(batch) < _BATCH:
            more = len(self._waiting[0]["Detail"].encode())
            if batch and size + more > _BATCH_BYTES:
                break
            batch.append(self._waiting.pop(0))
            size += more
        return batch

    async def _put(self, batch: Sequence[dict[str, Any]]) -> None:
        """Puts events, and once more those that the bus refused."""
        for _ in range(_TRIES):
            said = await aws_calls.ask(_SUBJECT, self._client.put_events, Entries=list(batch)) or {}
            results = said.get("Entries", [])
            batch = [entry for entry, result in zip(batch, results, strict=True) if result.get("ErrorCode")]
            if not batch:
                return
        log.warning("%d events are refused by the bus", len(batch))

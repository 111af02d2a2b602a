"""A host's side of a region in memory: a journal that numbers records and a small backend."""

import asyncio
import hashlib
from collections.abc import AsyncIterable
from dataclasses import dataclass, field
from typing import Any

from flow_builder.domain.step import StepRecord
from flow_builder.domain.value import Artifact
from flow_builder.engine.host import RegionRequest
from flow_builder.errors import Conflict, NodeError
from flow_builder.nodes.base import RunInfo


@dataclass
class MemoryJournal:
    records: list[StepRecord] = field(default_factory=list)
    events: list[tuple[str, dict[str, Any]]] = field(default_factory=list)

    async def record(self, record: StepRecord) -> None:
        if any((known.node, known.path) == (record.node, record.path) for known in self.records):
            raise Conflict(f"{record.node} is recorded already.", code="step.recorded")
        record.seq = len(self.records) + 1
        self.records.append(record)

    def note(self, record: StepRecord) -> None:
        self.records.append(record)

    def emit(self, type_: str, **data: Any) -> None:
        self.events.append((type_, data))


@dataclass
class MemoryBackend:
    blobs: dict[str, bytes] = field(default_factory=dict)
    state: dict[str, Any] = field(default_factory=dict)
    sessions: dict[str, dict[str, str]] = field(default_factory=dict)

    room: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(1_000))
    """Turns at sites."""
    visits: list[tuple[str, int | None, float | None]] = field(default_factory=list)
    """Those that ended."""

    async def enter_site(self, url: str, politeness: Any) -> dict[str, Any]:
        await self.room.acquire()
        return {"domain": url, "robots": "allowed", "obey": True}

    async def leave_site(self, lease: Any, status: int | None = None, retry_after_s: float | None = None) -> None:
        self.visits.append((lease["domain"], status, retry_after_s))
        self.room.release()

    async def session_keep(self, thread: str, session: str, packed: str) -> None:
        self.sessions.setdefault(thread, {})[session] = packed

    async def sessions_kept(self, thread: str) -> dict[str, str]:
        return self.sessions.get(thread, {})

    async def session_forget(self, thread: str, session: str) -> None:
        self.sessions.get(thread, {}).pop(session, None)

    async def blob_put(self, data: bytes | AsyncIterable[bytes], name: str, content_type: str) -> Artifact:
        if not isinstance(data, bytes):
            data = b"".join([piece async for piece in data])
        key = f"artifacts/{len(self.blobs)}"
        self.blobs[key] = data
        digest = hashlib.sha256(data).hexdigest()
        return Artifact(artifact=key, name=name, content_type=content_type, bytes=len(data), sha256=digest)

    async def blob_get(self, artifact: str) -> bytes:
        if artifact not in self.blobs:
            raise NodeError("There is no such file.", code="artifact.missing")
        return self.blobs[artifact]

    async def state_get(self, key: str) -> Any:
        return self.state.get(key)

    async def state_set(self, key: str, value: Any) -> None:
        self.state[key] = value


def region_request(steps: list[tuple[str, Any]], *, region: str = "n0", **more: Any) -> RegionRequest:
    return RegionRequest(
        run=RunInfo("run1", "workspace", "flow", "Flow", 0),
        document="hash",
        region=region,
        path=(),
        input=steps,
        vars={},
        env={},
        frames=[],
        recorded=more.pop("recorded", []),
        **more,
    )


async def load_document(workspace: str, hash_: str) -> dict[str, Any]:
    return {"schema": 1, "name": f"{workspace}/{hash_}"}

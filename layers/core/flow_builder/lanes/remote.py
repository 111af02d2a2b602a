"""The worker's side of the host: journal, node services and documents, each call going over the pipe."""

import asyncio
import itertools
from collections.abc import AsyncIterable, Mapping, Sequence
from typing import Any, Literal

from flow_builder.domain.plan import Region
from flow_builder.domain.step import StepRecord
from flow_builder.domain.value import JSON, Artifact
from flow_builder.engine.host import Interruption, Journal, RegionRequest, RegionResult, StepIdentity
from flow_builder.errors import NodeError
from flow_builder.lanes.wire import Connection, Message, decode, decode_error, encode
from flow_builder.nodes.base import Backend, RunInfo, Suspend


class Caller:
    """Calls methods of the host and waits for their answers; any number at the same time."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._numbers = itertools.count(1)
        self._waiting: dict[int, asyncio.Future[tuple[Any, bytes]]] = {}

    async def call(self, method: str, *args: Any, data: bytes = b"") -> tuple[Any, bytes]:
        """Returns the host's answer and the bytes beside it; raises the error it raised."""
        number = next(self._numbers)
        answer: asyncio.Future[tuple[Any, bytes]] = asyncio.get_running_loop().create_future()
        self._waiting[number] = answer
        self._connection.send({"type": "call", "call": number, "method": method, "args": args}, data)
        try:
            return await answer
        finally:
            self._waiting.pop(number, None)

    def tell(self, method: str, *args: Any, **kwargs: Any) -> None:
        """Calls a method that has no answer; the host executes these in order, and before later calls."""
        self._connection.send({"type": "tell", "method": method, "args": args, "kwargs": kwargs})

    def answered(self, message: Message, data: bytes) -> None:
        """Passes an answer to whoever waits for it."""
        waiting = self._waiting.get(message["call"])
        if waiting is None or waiting.done():
            return
        if "error" in message:
            waiting.set_exception(decode_error(message["error"]))
        else:
            waiting.set_result((message["result"], data))


class RemoteJournal:
    """Implements engine.host.Journal over the pipe."""

    def __init__(self, caller: Caller) -> None:
        self._caller = caller

    async def record(self, record: StepRecord) -> None:
        """Stores a result; the host numbers it."""
        result, _ = await self._caller.call("journal.record", encode(record))
        record.seq = result

    def note(self, record: StepRecord) -> None:
        """Stores a result without waiting."""
        self._caller.tell("journal.note", encode(record))

    def emit(self, type_: str, **data: JSON) -> None:
        """Adds an event."""
        self._caller.tell("journal.emit", type_, **data)


class RemoteBackend:
    """Implements nodes.base.Backend over the pipe."""

    def __init__(self, caller: Caller) -> None:
        self._caller = caller
        self._numbers = itertools.count(1)

    async def _ask(self, method: str, *args: Any) -> Any:
        result, _ = await self._caller.call(f"backend.{method}", *args)
        return result

    async def credential(self, reference: str, refused: str | None = None) -> dict[str, Any]:
        """Returns a credential's fields."""
        found: dict[str, Any] = await self._ask("credential", reference, refused)
        return found

    async def aws_keys(self) -> dict[str, Any]:
        """Returns keys of the flow's role."""
        found: dict[str, Any] = await self._ask("aws_keys")
        return found

    async def credential_save(self, name: str, type_: str, fields: Mapping[str, Any]) -> str:
        """Seals a credential and returns its id."""
        saved: str = await self._ask("credential_save", name, type_, dict(fields))
        return saved

    async def session_keep(self, thread: str, session: str, packed: str) -> None:
        """Keeps a browser session at rest."""
        await self._ask("session_keep", thread, session, packed)

    async def sessions_kept(self, thread: str) -> dict[str, str]:
        """Returns what is kept in a thread."""
        found: dict[str, str] = await self._ask("sessions_kept", thread)
        return found

    async def session_forget(self, thread: str, session: str) -> None:
        """Drops what is kept of a session."""
        await self._ask("session_forget", thread, session)

    async def sessions_end(self) -> None:
        """Raises: a run does not end in a worker."""
        raise _misplaced("end of the run")

    async def state_get(self, key: str) -> JSON:
        """Returns a value kept by the flow."""
        return await self._ask("state_get", key)

    async def state_set(self, key: str, value: JSON) -> None:
        """Keeps a value for later runs."""
        await self._ask("state_set", key, value)

    async def dataset_append(
        self, name: str, rows: Sequence[Mapping[str, JSON]], key: Sequence[str], mode: Literal["upsert", "ignore"]
    ) -> dict[str, int]:
        """Adds rows to a dataset."""
        counts: dict[str, int] = await self._ask("dataset_append", name, list(rows), list(key), mode)
        return counts

    async def dataset_read(self, name: str, limit: int, offset: int) -> dict[str, Any]:
        """Returns rows of a dataset."""
        found: dict[str, Any] = await self._ask("dataset_read", name, limit, offset)
        return found

    async def blob_put(self, data: bytes | AsyncIterable[bytes], name: str, content_type: str) -> Artifact:
        """Stores bytes as an artifact."""
        if isinstance(data, bytes):
            result, _ = await self._caller.call("backend.blob_put", name, content_type, data=data)
            return decode(Artifact, result)
        number = next(self._numbers)
        await self._ask("upload_begin", number, name, content_type)
        try:
            async for piece in data:
                await self._caller.call("backend.upload_piece", number, data=piece)
            return decode(Artifact, await self._ask("upload_end", number))
        except BaseException:
            self._caller.tell("backend.upload_abort", number)
            raise

    async def blob_get(self, artifact: str) -> bytes:
        """Returns an artifact's bytes."""
        _, data = await self._caller.call("backend.blob_get", artifact)
        return data

    async def cache_get(self, key: str) -> JSON:
        """Returns a cached result envelope."""
        return await self._ask("cache_get", key)

    async def cache_put(self, key: str, value: JSON, ttl_s: float) -> None:
        """Caches a result envelope."""
        await self._ask("cache_put", key, value, ttl_s)

    async def reply(self, response: dict[str, Any]) -> None:
        """Answers the request that started the run."""
        await self._ask("reply", response)

    async def enter_site(self, url: str, politeness: Mapping[str, JSON] | None) -> dict[str, Any]:
        """Waits for a turn to visit a site."""
        number = next(self._numbers)
        wishes = None if politeness is None else dict(politeness)
        try:
            lease: dict[str, Any] = await self._ask("visit_enter", number, url, wishes)
        except asyncio.CancelledError:
            self._caller.tell("backend.visit_give_up", number)
            raise
        return {**lease, "visit": number}

    async def leave_site(
        self, lease: Mapping[str, JSON], status: int | None = None, retry_after_s: float | None = None
    ) -> None:
        """Ends a visit."""
        await self._ask("visit_leave", lease["visit"], status, retry_after_s)


class RemoteHost:
    """Implements engine.host.Host in a worker; pauses, sub-flows and other regions never lie within a region."""

    def __init__(self, caller: Caller, run: RunInfo) -> None:
        self._caller = caller
        self.run = run
        self.interruption = Interruption()
        self.journal: Journal = RemoteJournal(caller)
        self.backend: Backend = RemoteBackend(caller)

    async def document(self, hash_: str) -> dict[str, Any]:
        """Returns the flow document stored under a hash, as JSON; NotFound."""
        result, _ = await self._caller.call("document", self.run.workspace, hash_)
        found: dict[str, Any] = result
        return found

    async def run_region(self, region: Region, request: RegionRequest, journal: Journal) -> RegionResult:  # noqa: ARG002 - the port's signature
        """Raises: a worker's region holds no other regions."""
        raise _misplaced(f"region {region.id}")

    async def suspend(self, step: StepIdentity, key: str, request: Suspend) -> dict[str, Any]:  # noqa: ARG002 - same
        """Raises: pauses break regions."""
        raise _misplaced(f"pause {key}")

    async def call_flow(
        self,
        step: StepIdentity,  # noqa: ARG002 - same
        flow: str,
        input_: JSON,  # noqa: ARG002
        *,
        wait: bool,  # noqa: ARG002
    ) -> dict[str, Any]:
        """Raises: sub-flows break regions."""
        raise _misplaced(f"sub-flow {flow}")


def _misplaced(what: str) -> NodeError:
    return NodeError(f"A browser worker cannot execute the {what}.", code="region.misplaced")

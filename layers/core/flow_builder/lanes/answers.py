"""The host's side of a worker's calls: which methods there are, and how their arguments and results cross."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

from flow_builder.domain.step import StepRecord
from flow_builder.engine.host import Journal
from flow_builder.errors import FlowBuilderError
from flow_builder.lanes.visits import Uploads, Visits
from flow_builder.lanes.wire import Message, decode, encode, encode_error
from flow_builder.nodes.base import Backend

LoadDocument = Callable[[str, str], Awaitable[dict[str, Any]]]
"""(workspace, hash) -> the stored document as JSON; NotFound."""

_PLAIN = frozenset(
    {
        "aws_keys",
        "credential",
        "credential_save",
        "session_keep",
        "sessions_kept",
        "session_forget",
        "state_get",
        "state_set",
        "dataset_append",
        "dataset_read",
        "cache_get",
        "cache_put",
        "reply",
    }
)
"""Methods of the backend whose arguments and results are JSON as they are."""


class Answers:
    """What one region may ask of its host."""

    def __init__(self, journal: Journal, backend: Backend, load_document: LoadDocument) -> None:
        self.journal = journal
        self.backend = backend
        self.load_document = load_document
        self._visits = Visits(backend)
        self._uploads = Uploads(backend)
        self._ending: set[asyncio.Task[None]] = set()

    async def close(self) -> None:
        """Ends what the region has under way; nobody waits for it any more."""
        await asyncio.gather(self._visits.close(), self._uploads.close(), *self._ending)

    async def answer(self, message: Message, data: bytes) -> tuple[Message, bytes]:
        """Returns the answer to a call; an error is an answer, too."""
        try:
            result, out = await self._execute(message["method"], message["args"], data)
        except Exception as error:  # noqa: BLE001 - whatever it is, the worker's step has to hear of it
            return {"type": "answer", "call": message["call"], "error": encode_error(error)}, b""
        return {"type": "answer", "call": message["call"], "result": result}, out

    def tell(self, message: Message) -> None:
        """Executes a call that has no answer."""
        args, kwargs = message["args"], message["kwargs"]
        if message["method"] == "journal.note":
            self.journal.note(decode(StepRecord, args[0]))
        elif message["method"] == "journal.emit":
            self.journal.emit(args[0], **kwargs)
        elif message["method"] == "backend.visit_give_up":
            self._end(self._visits.give_up(*args))
        elif message["method"] == "backend.upload_abort":
            self._end(self._uploads.abort(*args))

    def _end(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._ending.add(task)
        task.add_done_callback(self._ending.discard)

    async def _execute(self, method: str, args: list[Any], data: bytes) -> tuple[Any, bytes]:
        port, _, name = method.partition(".")
        match port, name:
            case "journal", "record":
                record = decode(StepRecord, args[0])
                await self.journal.record(record)
                return record.seq, b""
            case "backend", "blob_put":
                return encode(await self.backend.blob_put(data, *args)), b""
            case "backend", "blob_get":
                return None, await self.backend.blob_get(*args)
            case "backend", ("visit_enter" | "visit_leave" | "upload_begin" | "upload_piece" | "upload_end"):
                return await self._continue(name, args, data), b""
            case "backend", plain if plain in _PLAIN:
                return await getattr(self.backend, plain)(*args), b""
            case "document", _:
                return await self.load_document(*args), b""
        raise FlowBuilderError(f"Workers cannot call {method!r}.")

    async def _continue(self, name: str, args: list[Any], data: bytes) -> Any:
        """Executes a call that is one of several for the same thing."""
        match name:
            case "visit_enter":
                return await self._visits.enter(*args)
            case "visit_leave":
                await self._visits.leave(*args)
            case "upload_begin":
                self._uploads.begin(*args)
            case "upload_piece":
                await self._uploads.take(args[0], data)
            case "upload_end":
                return encode(await self._uploads.end(*args))
        return None

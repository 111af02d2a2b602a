"""The host's side of a worker's calls: which methods there are, and how their arguments and results cross."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from flow_builder.domain.step import StepRecord
from flow_builder.engine.host import Journal
from flow_builder.errors import FlowBuilderError
from flow_builder.lanes.wire import Message, decode, encode, encode_error
from flow_builder.nodes.base import Backend

LoadDocument = Callable[[str, str], Awaitable[dict[str, Any]]]
"""(workspace, hash) -> the stored document as JSON; NotFound."""

_PLAIN = frozenset(
    {
        "credential",
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


@dataclass(frozen=True, slots=True)
class Answers:
    """What one region may ask of its host."""

    journal: Journal
    backend: Backend
    load_document: LoadDocument

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
            case "backend", plain if plain in _PLAIN:
                return await getattr(self.backend, plain)(*args), b""
            case "document", _:
                return await self.load_document(*args), b""
        raise FlowBuilderError(f"Workers cannot call {method!r}.")

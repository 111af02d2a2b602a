"""What crosses between host and worker: framed JSON messages with raw bytes beside them, values and errors.

A frame is two lengths (4 bytes each, big endian), the message as JSON and, if any, bytes that belong to it.
"""

import asyncio
import struct
from typing import Any, TypeVar

from pydantic import TypeAdapter
from pydantic_core import from_json, to_json

from flow_builder import errors
from flow_builder.errors import ExpressionError, FlowBuilderError, NodeError

T = TypeVar("T")
Message = dict[str, Any]

MAX_FRAME_BYTES = 512 * 1024 * 1024
"""The largest message or attachment; a longer one means that the stream is out of step."""

_LENGTHS = struct.Struct(">II")


class Connection:
    """One end of the pipe. Sending never waits: what matters is answered, and answers are waited for."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer

    def send(self, message: Message, data: bytes = b"") -> None:
        """Queues a message; one to an end that is gone is dropped."""
        if self._writer.is_closing():
            return
        text = to_json(message)
        self._writer.write(_LENGTHS.pack(len(text), len(data)) + text + data)

    async def receive(self) -> tuple[Message, bytes] | None:
        """Returns the next message and its bytes; None when the other end is gone."""
        try:
            lengths = _LENGTHS.unpack(await self._reader.readexactly(_LENGTHS.size))
            if max(lengths) > MAX_FRAME_BYTES:
                return None
            text = await self._reader.readexactly(lengths[0])
            data = await self._reader.readexactly(lengths[1])
        except (asyncio.IncompleteReadError, ConnectionError):
            return None
        message: Message = from_json(text)
        return message, data

    async def flush(self) -> None:
        """Waits until what was sent is on its way, as far as the other end takes it."""
        try:
            await self._writer.drain()
        except ConnectionError:
            return

    def close(self) -> None:
        """Closes this end; the other one sees the end of the stream after what was sent."""
        self._writer.close()


_ADAPTERS: dict[type[Any], TypeAdapter[Any]] = {}


def _adapter(type_: type[Any]) -> TypeAdapter[Any]:
    if type_ not in _ADAPTERS:
        _ADAPTERS[type_] = TypeAdapter(type_)
    return _ADAPTERS[type_]


def encode(value: Any) -> Any:
    """Returns a dataclass or model as JSON."""
    return _adapter(type(value)).dump_python(value, mode="json")


def decode(type_: type[T], data: Any) -> T:
    """Returns the dataclass or model that `encode` made JSON of."""
    found: T = _adapter(type_).validate_python(data)
    return found


def encode_error(error: BaseException) -> Message:
    """Returns an error as JSON, with the names of its classes; one that is not ours keeps its text only."""
    if not isinstance(error, FlowBuilderError):
        return {"kinds": [], "code": "internal", "message": f"{type(error).__name__}: {error}"[:2_000]}
    return {
        "kinds": [kind.__name__ for kind in type(error).__mro__],
        "code": error.code,
        "message": error.message,
        "hint": error.hint,
        "field": error.field,
        "details": error.details,
        "retryable": getattr(error, "retryable", False),
    }


def decode_error(data: Message) -> FlowBuilderError:
    """Returns the error that `encode_error` made JSON of, as the closest class of errors.py."""
    known = (getattr(errors, name, None) for name in data["kinds"])
    kind = next((each for each in known if isinstance(each, type)), FlowBuilderError)
    given = {name: data.get(name) for name in ("code", "hint", "field", "details")}
    if issubclass(kind, NodeError):
        given["retryable"] = data["retryable"]
    if issubclass(kind, ExpressionError):
        given["position"] = None
    found: FlowBuilderError = kind(data["message"], **given)
    return found

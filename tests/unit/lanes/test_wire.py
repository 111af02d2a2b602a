"""What crosses between host and worker comes out as it went in."""

import asyncio
import socket

import pytest

from flow_builder import errors
from flow_builder.domain.status import Status
from flow_builder.domain.step import StepRecord
from flow_builder.engine.host import Frame, RegionRequest, RegionResult
from flow_builder.errors import FlowBuilderError, NodeError
from flow_builder.lanes import wire
from flow_builder.lanes.wire import Connection, decode, decode_error, encode, encode_error
from flow_builder.nodes.base import RunInfo

RECORD = StepRecord(
    "n1",
    "key",
    "data.map",
    (3, 0),
    Status.SKIPPED,
    ports=("out", "error"),
    output={"ü": [1, 2.5, None]},
    meta={"a": {}},
)


def test_requests_and_records_keep_their_types() -> None:
    request = RegionRequest(
        run=RunInfo("r", "w", "f", "Flow", 17, version=3),
        document="hash",
        region="n1",
        path=(3, 0),
        input={"a": 1},
        vars={},
        env={"A": "b"},
        frames=[Frame(None, 0, None, [RECORD]), Frame("loop", 3, "x")],
        recorded=[RECORD],
    )
    assert decode(RegionRequest, encode(request)) == request
    assert decode(RegionResult, encode(RegionResult("done"))) == RegionResult("done")


@pytest.mark.parametrize(
    "kind", [each for each in vars(errors).values() if isinstance(each, type) and issubclass(each, FlowBuilderError)]
)
def test_every_error_is_rebuilt_as_its_class(kind: type[FlowBuilderError]) -> None:
    given = kind("What went wrong.", code="a.b", hint="h", field="/f", details={"n": 1})
    error = decode_error(encode_error(given))
    assert type(error) is kind
    assert (error.message, error.code, error.hint, error.field) == ("What went wrong.", "a.b", "h", "/f")
    assert error.details == given.details


def test_an_error_of_an_unknown_class_becomes_the_nearest_known_one() -> None:
    class Special(NodeError):
        code = "special"

    error = decode_error(encode_error(Special("x", retryable=True)))
    assert type(error) is NodeError
    assert (error.code, error.retryable) == ("special", True)
    foreign = decode_error(encode_error(KeyError("k")))
    assert type(foreign) is FlowBuilderError
    assert foreign.message == "KeyError: 'k'"


async def _pair() -> tuple[Connection, Connection]:
    return tuple(  # type: ignore[return-value]
        [Connection(*await asyncio.open_connection(sock=end)) for end in socket.socketpair()]
    )


async def test_messages_arrive_in_order_with_their_bytes() -> None:
    left, right = await _pair()
    big = bytes(range(256)) * 4_000
    left.send({"n": 1, "text": "ü"}, big)
    left.send({"n": 2})
    assert await right.receive() == ({"n": 1, "text": "ü"}, big)
    assert await right.receive() == ({"n": 2}, b"")
    left.close()
    assert await right.receive() is None
    right.send({"n": 3})
    right.close()


async def test_a_stream_out_of_step_counts_as_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wire, "MAX_FRAME_BYTES", 100)
    left, right = await _pair()
    left.send({"text": "x" * 200})
    assert await right.receive() is None
    left.close()
    right.close()

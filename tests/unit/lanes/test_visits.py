"""Visits and files that a worker hands over bit by bit, over a real pipe without a process behind it."""

import asyncio
import hashlib
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import pytest

from flow_builder.errors import StoreFull
from flow_builder.lanes.answers import Answers
from flow_builder.lanes.remote import Caller, RemoteBackend
from flow_builder.lanes.wire import Connection
from tests.support.conditions import until
from tests.support.memory_host import MemoryBackend, MemoryJournal, load_document


@dataclass
class Pipe:
    answers: Answers
    worker: RemoteBackend


@asynccontextmanager
async def pipe(backend: MemoryBackend) -> AsyncIterator[Pipe]:
    ends = socket.socketpair()
    near, far = [Connection(*await asyncio.open_connection(sock=end)) for end in ends]
    answers, caller = Answers(MemoryJournal(), backend, load_document), Caller(far)
    calls: set[asyncio.Task[None]] = set()

    async def answer(message: dict[str, object], data: bytes) -> None:
        near.send(*await answers.answer(message, data))

    async def serve() -> None:
        while received := await near.receive():
            if received[0]["type"] == "tell":
                answers.tell(received[0])
            else:
                calls.add(asyncio.create_task(answer(*received)))

    async def listen() -> None:
        while received := await far.receive():
            caller.answered(*received)

    loops = [asyncio.create_task(serve()), asyncio.create_task(listen())]
    try:
        yield Pipe(answers, RemoteBackend(caller))
    finally:
        await answers.close()
        await asyncio.gather(*calls)
        near.close()
        far.close()
        await asyncio.gather(*loops)


async def test_a_visit_is_entered_and_left_with_what_came_of_it() -> None:
    backend = MemoryBackend(room=asyncio.Semaphore(1))
    async with pipe(backend) as ends:
        for status in (200, 429):
            lease = await ends.worker.enter_site("http://a/", {"delay_s": 1})
            assert lease["domain"] == "http://a/"
            await ends.worker.leave_site(lease, status, 1.5)
    assert backend.visits == [("http://a/", 200, 1.5), ("http://a/", 429, 1.5)]


async def test_a_step_that_stops_waiting_for_a_turn_takes_none() -> None:
    backend = MemoryBackend(room=asyncio.Semaphore(1))
    async with pipe(backend) as ends:
        first = await ends.worker.enter_site("http://a/", None)
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.05):
                await ends.worker.enter_site("http://b/", None)
        await ends.worker.leave_site(first, 200)
        async with asyncio.timeout(5):
            again = await ends.worker.enter_site("http://c/", None)
        await ends.worker.leave_site(again, 200)
    assert [url for url, *_ in backend.visits] == ["http://a/", "http://c/"]


async def test_what_is_open_at_the_end_is_left() -> None:
    backend = MemoryBackend(room=asyncio.Semaphore(2))
    async with pipe(backend) as ends:
        await ends.worker.enter_site("http://a/", None)
        await ends.worker.enter_site("http://b/", None)
        waiting = asyncio.create_task(ends.worker.enter_site("http://c/", None))
        await until(lambda: len(ends.answers._visits._entering) == 3)
    assert {url for url, *_ in backend.visits} == {"http://a/", "http://b/"}
    assert waiting.exception() is not None


async def pieces(count: int) -> AsyncIterator[bytes]:
    for number in range(count):
        yield bytes([number % 256]) * 1_000


async def test_a_file_in_pieces_arrives_whole() -> None:
    backend = MemoryBackend()
    async with pipe(backend) as ends:
        artifact = await ends.worker.blob_put(pieces(500), "a.bin", "image/png")
    whole = b"".join([piece async for piece in pieces(500)])
    assert backend.blobs[artifact.artifact] == whole
    assert (artifact.bytes, artifact.sha256) == (500_000, hashlib.sha256(whole).hexdigest())


async def test_a_file_whose_source_breaks_is_not_kept() -> None:
    async def broken() -> AsyncIterator[bytes]:
        yield b"x"
        raise ValueError("gone")

    backend = MemoryBackend()
    async with pipe(backend) as ends:
        with pytest.raises(ValueError, match="gone"):
            await ends.worker.blob_put(broken(), "a", "text/plain")
    assert backend.blobs == {}


async def test_a_store_that_is_full_ends_the_upload() -> None:
    class Full(MemoryBackend):
        async def blob_put(self, data: object, name: str, content_type: str) -> object:
            assert [await anext(data) for _ in range(2)]
            raise StoreFull("The disk is full.")

    async with pipe(Full()) as ends:
        with pytest.raises(StoreFull):
            await ends.worker.blob_put(pieces(1_000), "a", "text/plain")

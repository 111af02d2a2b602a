"""The local browser lane: a pool of worker processes, started when they are needed and kept warm."""

import asyncio
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flow_builder.engine.host import Journal, RegionRequest, RegionResult
from flow_builder.errors import HostError, Interrupted, NodeError
from flow_builder.lanes.answers import Answers, LoadDocument
from flow_builder.lanes.child import Child, sweep
from flow_builder.lanes.wire import decode, encode
from flow_builder.nodes.base import Backend

_WATCH_SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class LaneLoad:
    """What the workers of a lane do: at most `size` of them are busy, `sessions` are open in all."""

    size: int
    busy: int
    idle: int
    sessions: int


class ProcessLane:
    """Implements BrowserLane with child processes.

    Args:
        command: Starts a worker, which finds its end of the pipe in the environment.
        load_document: Finds the document of a region.
        size: Workers at most; two pages saturate two cores, more only wait for each other. None: one per core.
        env: Added to the workers' environment.
        hang_after_s: A worker that gives no sign for so long is ended.
        idle_s: A worker without work for so long is ended; None keeps it.
    """

    def __init__(
        self,
        command: Sequence[str],
        load_document: LoadDocument,
        *,
        size: int | None = None,
        env: Mapping[str, str] | None = None,
        hang_after_s: float = 30.0,
        idle_s: float | None = None,
    ) -> None:
        self.size = size or os.cpu_count() or 1
        self._command = tuple(command)
        self._load_document = load_document
        self._env = dict(env or {})
        self._hang_after_s = hang_after_s
        self._idle_s = idle_s
        self._slots = asyncio.Semaphore(self.size)
        self._idle: list[tuple[Child, float]] = []
        self._children: set[Child] = set()
        self._watching: asyncio.Task[None] | None = None
        self._silent: set[Child] = set()
        self._closed = False
        self._interrupted = False
        self.trouble = ""
        """Why the last worker that was wanted did not start; empty when it did, and before the first one."""

    @property
    def pids(self) -> list[int]:
        """Process ids of the running workers."""
        return [child.pid for child in self._children]

    @property
    def load(self) -> LaneLoad:
        """How many workers there are, and what they do."""
        idle = sum(child.alive for child, _ in self._idle)
        return LaneLoad(self.size, len(self._children) - idle, idle, sum(child.sessions for child in self._children))

    async def warm_up(self) -> None:
        """Starts a worker, with its browser, so that the first region does not have to wait for it."""
        async with self._slots:
            if not self._idle and not self._closed:
                self._put_back(await self._start())

    async def run_region(self, request: RegionRequest, journal: Journal, backend: Backend) -> RegionResult:
        """Executes a region in a worker; see BrowserLane."""
        answers = Answers(journal, backend, self._load_document)
        async with self._slots:
            if self._interrupted:
                raise _told_to_end()
            child = await self._take()
            try:
                if self._interrupted:  # while the worker started
                    raise _told_to_end()
                result = await child.run(encode(request), answers)
            except NodeError as error:
                if self._interrupted:
                    raise _told_to_end() from error
                raise
            finally:
                await self._release(child)
        return decode(RegionResult, result)

    def interrupt(self) -> None:
        """Has all regions under way come to rest: they raise Interrupted, and so do further ones."""
        self._interrupted = True
        for child in self._children:
            child.interrupt()

    async def close(self) -> None:
        """Ends all workers and their browsers."""
        self._closed = True
        if self._watching is not None:
            self._watching.cancel()
        self._idle.clear()
        await asyncio.gather(*(child.close() for child in tuple(self._children)))
        self._children.clear()

    async def _take(self) -> Child:
        if self._closed:
            raise NodeError("The host is closing.", code="browser.lane_closed")
        while self._idle:
            child, _ = self._idle.pop()
            if child.alive:
                return child
            await self._end(child)
        return await self._start()

    async def _start(self) -> Child:
        try:
            child = await Child.start(self._command, self._env)
        except HostError as error:
            self.trouble = error.message
            raise NodeError(error.message, code=error.code, hint=error.hint, retryable=True) from error
        self.trouble = ""
        self._children.add(child)
        if self._watching is None:
            await asyncio.to_thread(sweep)
            self._watching = asyncio.create_task(self._watch())
        return child

    async def _release(self, child: Child) -> None:
        if child.alive and not self._closed:
            self._put_back(child)
        else:
            await self._end(child)

    def _put_back(self, child: Child) -> None:
        self._idle.append((child, asyncio.get_running_loop().time()))

    async def _end(self, child: Child) -> None:
        await child.kill()
        self._children.discard(child)

    async def _watch(self) -> None:
        """Ends workers that hang, and those without work for long."""
        while True:
            await asyncio.sleep(_WATCH_SECONDS)
            now = asyncio.get_running_loop().time()
            tired = [child for child, since in self._idle if self._idle_s is not None and now - since > self._idle_s]
            self._idle = [(child, since) for child, since in self._idle if child.alive and child not in tired]
            await self._end_hanging()
            for child in tired:
                await child.close()
                self._children.discard(child)

    async def _end_hanging(self) -> None:
        # Silence is believed the second time only: this very process may have been the one that hung.
        silent = {child for child in self._children if child.silent_s > self._hang_after_s}
        for child in silent & self._silent:
            await self._end(child)
        self._silent = silent


def _told_to_end() -> Interrupted:
    return Interrupted("The host was told to end.")

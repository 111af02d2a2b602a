"""Background jobs: done at once and again, through failures, until they are closed."""

import asyncio
import logging

import pytest

from flow_builder.background import BackgroundJob
from flow_builder.errors import StoreFull
from tests.support.conditions import until


class Work:
    """Counts how often it is done; what it is to raise comes first."""

    def __init__(self, *failures: Exception, pause: float = 0.0) -> None:
        self.failures = list(failures)
        self.pause = pause
        self.done = 0

    async def __call__(self) -> float:
        self.done += 1
        if self.failures:
            raise self.failures.pop(0)
        return self.pause


async def test_work_is_repeated_until_the_job_is_closed() -> None:
    work = Work()
    job = BackgroundJob(work, "nothing works")
    assert not job.is_alive(1)
    job.start()
    await until(lambda: work.done > 3)
    assert job.is_alive(1)
    await job.close()
    done = work.done
    await job.close()
    assert (work.done, job.is_alive(1)) == (done, False)


async def test_failures_are_logged_and_end_nothing(caplog: pytest.LogCaptureFixture) -> None:
    work = Work(StoreFull("The disk is full."), ValueError("unforeseen"))
    job = BackgroundJob(work, "letters have to wait", trouble_s=0.0)
    with caplog.at_level(logging.WARNING):
        job.start()
        await until(lambda: work.done > 2)
        await job.close()
    told, unforeseen = caplog.records
    assert told.getMessage() == "letters have to wait: The disk is full. (store.full)"
    assert (unforeseen.getMessage(), unforeseen.exc_info is not None) == ("letters have to wait", True)


async def test_a_rest_ends_when_somebody_wakes_it() -> None:
    wake = asyncio.Event()
    work = Work(pause=3_600)
    job = BackgroundJob(work, "nothing works", wake=wake)
    job.start()
    for count in (1, 2, 3):
        await until(lambda: work.done == count and not wake.is_set())  # noqa: B023 - awaited here
        wake.set()
    await until(lambda: work.done == 4)
    await job.close()


async def test_a_job_that_hangs_is_not_alive_and_is_closed_all_the_same() -> None:
    begun = asyncio.Event()
    cut = False

    async def hang() -> float:
        nonlocal cut
        begun.set()
        try:
            await asyncio.Event().wait()
        finally:
            cut = True
        return 0.0

    job = BackgroundJob(hang, "nothing works")
    job.start()
    await begun.wait()
    assert job.is_alive(60)
    assert not job.is_alive(0)
    await job.close()
    assert cut

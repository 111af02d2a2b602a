"""What a browser worker of the cloud is ordered to do: execute one region and answer the task that waits for it.

`Ask` says which region, and the token of the task. The work is that of the function `run_step`, in a host that has
browsers; what is recorded already is not done again, so an order may be given to several workers, one after the other.
"""

import asyncio
import contextlib
import logging
import random
from collections.abc import Awaitable, Callable
from enum import Enum
from typing import Any, Protocol

from flow_builder.errors import Conflict, FlowBuilderError, Interrupted
from flow_builder.machines.cloud.call import Services
from flow_builder.machines.cloud.handler import answer
from flow_builder.machines.cloud.wire import Ask

log = logging.getLogger(__name__)

BEAT_SECONDS = 30.0
"""Machines give a worker up that they have not heard of for three times as long."""
_ATTEMPTS = 20
"""How often an order is carried out when another worker, who has it too, recorded a step first. One of them gets ahead."""
_SPREAD_S = 0.5


class Answers(Protocol):
    """Where the tasks of machines are answered. False: the task is over, because its run is, or it took too long."""

    async def beat(self, token: str) -> bool:
        """Says that the work goes on."""
        ...

    async def succeed(self, token: str, said: dict[str, Any]) -> bool:
        """Lets the machine go on."""
        ...

    async def fail(self, token: str, error: str, cause: str) -> bool:
        """Lets the machine ask another worker."""
        ...


class Outcome(Enum):
    """What became of an order."""

    ANSWERED = "answered"
    OVER = "over"
    """Nobody waits for it any more."""
    INTERRUPTED = "interrupted"
    """This host has to end; another one may go on from here. The task is not answered."""


async def _nothing() -> bool:
    return True


async def carry_out(
    services: Services,
    event: dict[str, Any],
    answers: Answers,
    beat_s: float = BEAT_SECONDS,
    keep: Callable[[], Awaitable[bool]] = _nothing,
) -> Outcome:
    """Executes the region that an event orders and answers its task, saying all the while that the work goes on.

    `keep` is called with each beat; when it or the machine says that the task is over, the region is canceled. What
    cannot be done is answered as a failure, and never raised.
    """
    token = Ask.read(event).token
    if not await _beaten(answers, token, keep):
        return Outcome.OVER
    work = asyncio.create_task(_said(services, event))
    beating = asyncio.create_task(_beat(answers, token, beat_s, keep))
    try:
        await asyncio.wait([work, beating], return_when=asyncio.FIRST_COMPLETED)
        if not work.done():
            return Outcome.OVER
        return await _answered(work, answers, token)
    finally:
        for task in (work, beating):
            task.cancel()
        await asyncio.gather(work, beating, return_exceptions=True)


async def _said(services: Services, event: dict[str, Any]) -> dict[str, Any]:
    for attempt in range(1, _ATTEMPTS + 1):
        try:
            return await answer(services, event)
        except Conflict as error:
            if attempt == _ATTEMPTS:
                raise
            log.info("another worker was faster with a step, so it is taken over: %s", error.message)
            await asyncio.sleep(random.uniform(0, _SPREAD_S))  # noqa: S311 - so that one gets ahead
    raise AssertionError


async def _beat(answers: Answers, token: str, every_s: float, keep: Callable[[], Awaitable[bool]]) -> None:
    """Says that the work goes on until it is over."""
    while True:
        await asyncio.sleep(every_s)
        if not await _beaten(answers, token, keep):
            return


async def _beaten(answers: Answers, token: str, keep: Callable[[], Awaitable[bool]]) -> bool:
    """Tells whether somebody still waits; as long as nobody can be asked, yes."""
    try:
        return await keep() and await answers.beat(token)
    except FlowBuilderError as error:
        log.warning("no sign of life could be given: %s (%s)", error.message, error.code)
        return True


async def _answered(work: "asyncio.Task[dict[str, Any]]", answers: Answers, token: str) -> Outcome:
    try:
        is_heard = await answers.succeed(token, work.result())
    except Interrupted:
        return Outcome.INTERRUPTED
    except Exception as error:  # whatever it is, the machine has to hear of it
        log.exception("the region could not be executed")
        code = error.code if isinstance(error, FlowBuilderError) else type(error).__name__
        with contextlib.suppress(FlowBuilderError):  # then the machine finds out by itself
            await answers.fail(token, code, str(error))
        return Outcome.ANSWERED
    return Outcome.ANSWERED if is_heard else Outcome.OVER

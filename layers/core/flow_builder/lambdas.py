"""What functions of the cloud share: one event loop for the process, and nothing left undone when an answer is given.

Lambda freezes a process between two calls. What a call began beside its answer (mails, notifications, the ends of runs)
would stand still until somebody calls again, so it is waited for.

Functions import this module first: until their first answer is given nothing is collected.
"""

import asyncio
import gc
from collections.abc import Awaitable, Callable, Coroutine
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

T = TypeVar("T")
Handler = Callable[[dict[str, Any], Any], Any]

_REST_S = 15.0
"""Longest wait for what was begun; the sweep finishes what takes longer."""
_TEXTS = ["text/", "application/json", "application/problem+json", "application/javascript", "application/yaml"]
"""Media types whose bodies go out as they are; others are packed as Base64."""


# What a process makes until its first answer (modules, models, clients) stays as long as it does. Looking through it time
# and again would take a fifth of a start.
gc.disable()


def perform(work: Coroutine[Any, Any, T]) -> T:
    """Returns what some work gives, with all that it began beside it done."""
    return _runner().run(_done(work))


def served(make: Callable[[], "ASGIApp"]) -> Handler:
    """Returns the handler that answers calls of API Gateway with an ASGI application, made at the first call."""

    @cache
    def adapted() -> Handler:
        from mangum import Mangum

        asyncio.set_event_loop(_runner().get_loop())
        application = make()

        async def settled(scope: "Scope", receive: "Receive", send: "Send") -> None:
            await _done(application(scope, receive, send))

        return Mangum(settled, lifespan="off", text_mime_types=_TEXTS)

    def handler(event: dict[str, Any], context: Any) -> Any:
        return adapted()(event, context)

    return handler


@cache
def _runner() -> asyncio.Runner:
    """Returns the runner of the one event loop, which the process's network connections belong to."""
    return asyncio.Runner()


async def _done(work: Awaitable[T]) -> T:
    try:
        return await work
    finally:
        await _rest()
        if not gc.isenabled():
            gc.freeze()
            gc.enable()


async def _rest() -> None:
    """Waits until nothing else is under way in this process."""
    deadline = asyncio.get_running_loop().time() + _REST_S
    while others := asyncio.all_tasks() - {asyncio.current_task()}:
        left = deadline - asyncio.get_running_loop().time()
        if left <= 0:
            return
        await asyncio.wait(others, timeout=left, return_when=asyncio.FIRST_COMPLETED)

"""Runs a user's script in a page, with a time limit that also holds for an endless loop."""

import asyncio
from contextlib import suppress
from typing import Any

from playwright.async_api import CDPSession, Error, Page

from flow_builder.browser import failures
from flow_builder.browser.engines import own_world
from flow_builder.browser.locators import frame_root
from flow_builder.browser.matches import is_replaced
from flow_builder.browser.session import Session
from flow_builder.browser.targets import Target
from flow_builder.browser.text import parse
from flow_builder.errors import NodeError

_WRAPPED = "async (args) => JSON.stringify((await (async (args) => {BODY\n})(args)) ?? null) ?? 'null'"
_STOP_SECONDS = 5.0
_POLL_SECONDS = 0.1


async def evaluate(session: Session, body: str, args: Any, timeout_s: float) -> Any:
    """Runs a function body in the page with `args` and returns its result as JSON, null for undefined.

    Raises NodeError `browser.script_failed`, or `browser.timeout`; a script that does not end is then stopped.
    """
    stopper = await _stopper(session)
    script = _WRAPPED.replace("BODY", body)
    running = asyncio.ensure_future(session.page.evaluate(script, args, **own_world(session.options)))
    try:
        async with asyncio.timeout(timeout_s):
            return parse(await asyncio.shield(running))
    except TimeoutError:
        await _stop(stopper)
        details = {"url": session.url, "timeout_s": timeout_s}
        raise NodeError("The script did not end in time.", code="browser.timeout", details=details) from None
    except Error as error:
        raise failures.crashed() if session.crashed else failures.script_failed(error, session.url) from error
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)


async def wait_until(session: Session, expression: str, frames: tuple[Target, ...], timeout_s: float) -> None:
    """Waits until a JavaScript expression is true in the page or a frame of it, over the coming of other pages.

    Raises NodeError `browser.script_failed` for one that fails, `browser.timeout`.
    """
    script = f"async () => Boolean(await ({expression}\n))"
    try:
        async with asyncio.timeout(timeout_s):
            while True:
                try:
                    place = frame_root(session.page, frames) if frames else session.page
                    if await place.evaluate(script, **own_world(session.options)):
                        return
                except Error as error:
                    if not is_replaced(error):
                        raise failures.script_failed(error, session.url) from error
                await asyncio.sleep(_POLL_SECONDS)
    except TimeoutError:
        details = {"url": session.url, "timeout_s": timeout_s}
        raise NodeError(
            "The expression did not become true in time.", code="browser.timeout", details=details
        ) from None


async def _stopper(session: Session) -> CDPSession:
    """Returns a way to end scripts, attached before any runs: a busy page lets nobody in. Takes 5 ms once a page."""
    page: Page = session.page
    found = session.stoppers.get(page)
    if found is None:
        with session.acting("run the script"):
            found = session.stoppers[page] = await session.context.new_cdp_session(page)
    return found


async def _stop(stopper: CDPSession) -> None:
    with suppress(Error, TimeoutError):  # the page may be gone, or stuck beyond help: the next step will say so
        async with asyncio.timeout(_STOP_SECONDS):
            await stopper.send("Runtime.terminateExecution")

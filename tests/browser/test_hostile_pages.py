"""Pages that mean no good, or are broken: the step fails clearly, the worker goes on at once, no process is left."""

import asyncio
import os
import sys
import time
from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Error

from flow_builder.browser.sessions import Sessions
from flow_builder.errors import NodeError
from flow_builder.lanes import tree
from flow_builder.lanes.processes import ProcessLane
from tests.support.conditions import until
from tests.support.hostile_site import hostile_site
from tests.support.memory_host import MemoryBackend, MemoryJournal, load_document, region_request
from tests.support.web import Web

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

WORKER = [sys.executable, str(Path(__file__).parents[1] / "support" / "browser_worker.py")]


@pytest_asyncio.fixture(loop_scope="session", scope="module")
async def lane() -> AsyncIterator[ProcessLane]:
    lane = ProcessLane(WORKER, load_document, size=1)
    yield lane
    below = [process for pid in lane.pids for process in tree.descendants(pid)]
    assert below
    await lane.close()
    assert not any(map(tree.alive, below))


@pytest_asyncio.fixture(loop_scope="session")
async def web() -> AsyncIterator[Web]:
    async with hostile_site() as web:
        yield web


async def run(lane: ProcessLane, *steps: tuple[str, Any]) -> Any:
    return await lane.run_region(region_request(list(steps)), MemoryJournal(), MemoryBackend())


def opening(web: Web, page: str, timeout_s: float) -> tuple[str, Any]:
    return "browser.open", {"url": web.url(f"/{page}"), "timeout_s": timeout_s}


CLICK = ("browser.click", {"target": "h1", "timeout_s": 2})
READ = ("browser.get_text", {"target": "h1", "timeout_s": 2})
WAIT = ("browser.wait_for", {"until": {"kind": "text", "text": "nowhere to be found"}, "timeout_s": 2})

HOSTILE = [
    ("alerts", [], "browser.dialog_storm"),
    ("late-alerts", [WAIT], "browser.dialog_storm"),
    ("popups", [], "browser.popup_storm"),
    ("loop", [], "browser.timeout"),
    ("late-loop", [WAIT, READ], "browser.timeout"),
    ("click-loop", [CLICK, READ], "browser.timeout"),
    ("silent", [], "browser.timeout"),
    ("dribble", [], "browser.timeout"),
    ("redirects", [], "browser.navigation_failed"),
    ("reloading", [], "browser.timeout"),
    ("growing", [WAIT], "browser."),
]


@pytest.mark.parametrize(("page", "then", "code"), HOSTILE, ids=[f"{page}-{len(then)}" for page, then, _ in HOSTILE])
async def test_the_step_fails_clearly_and_the_next_flow_works_at_once(
    lane: ProcessLane, web: Web, page: str, then: list[tuple[str, Any]], code: str
) -> None:
    with pytest.raises(NodeError) as caught:
        await run(lane, opening(web, page, 3), *then)
    assert caught.value.code.startswith(code)
    assert caught.value.details.get("timeout_s", 3) <= 3  # of its step, whatever it was that did not end
    before = lane.pids
    assert (await run(lane, opening(web, "fine", 10), READ)).status == "done"
    assert lane.pids == before


async def test_a_page_of_100_mb_loads_or_is_given_up_in_time(lane: ProcessLane, web: Web) -> None:
    started = time.monotonic()
    with suppress(NodeError):
        await run(lane, opening(web, "huge", 3))
    assert time.monotonic() - started < 60
    assert (await run(lane, opening(web, "fine", 10), READ)).status == "done"


async def test_a_page_that_eats_memory_ends_and_not_the_machine(lane: ProcessLane, web: Web) -> None:
    largest = 0

    async def watch() -> None:
        nonlocal largest
        while True:
            largest = max([largest, *map(_resident, (pid for pid, _ in tree.descendants(lane.pids[0])))])
            await asyncio.sleep(0.1)

    watching = asyncio.create_task(watch())
    try:
        with pytest.raises(NodeError) as caught:
            await run(lane, opening(web, "heap", 60))
        assert (caught.value.code, caught.value.retryable) == ("browser.crashed", True)
        assert "memory" in (caught.value.hint or "")
        assert (await run(lane, opening(web, "buffers", 60), READ)).status == "done"
    finally:
        watching.cancel()
    assert 500_000_000 < largest < 3 * 1024**3
    assert (await run(lane, opening(web, "fine", 10), READ)).status == "done"


def _resident(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 0


async def test_a_crashed_tab_is_said_to_be_one_and_the_next_session_works(sessions: Sessions, web: Web) -> None:
    session = await sessions.open("main")
    await session.goto(web.url("/fine"))
    with suppress(Error):  # the driver's word for a tab that crashes on the way is not always the same
        await session.page.goto("chrome://crash")
    await until(lambda: session.crashed)
    with pytest.raises(NodeError) as caught:
        sessions.get("main")
    assert caught.value.code == "browser.crashed"
    assert (await (await sessions.open("main")).goto(web.url("/fine"))).status == 200

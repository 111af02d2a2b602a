"""Regions in worker processes: what crosses the pipe, what happens when something dies, and that nothing is left."""

import asyncio
import os
import signal
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from flow_builder.errors import FlowBuilderError, Interrupted, NodeError
from flow_builder.lanes import tree
from flow_builder.lanes.processes import ProcessLane
from tests.support.conditions import until
from tests.support.memory_host import MemoryBackend, MemoryJournal, load_document, region_request

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

SUPPORT = Path(__file__).parents[1] / "support"
WORKER = [sys.executable, str(SUPPORT / "browser_worker.py")]


@pytest_asyncio.fixture(loop_scope="session", scope="module")
async def lane() -> AsyncIterator[ProcessLane]:
    lane = ProcessLane(WORKER, load_document, size=2)
    yield lane
    await lane.close()


def folders() -> int:
    """How many workers' folders this process has."""
    return len(list(Path(tempfile.gettempdir()).glob(f"flow-builder-worker-{os.getpid()}-*")))


async def run(lane: ProcessLane, *steps: tuple[str, Any], **more: Any) -> tuple[Any, MemoryJournal]:
    journal = more.pop("journal", None) or MemoryJournal()
    backend = more.pop("backend", None) or MemoryBackend()
    result = await lane.run_region(region_request(list(steps), **more), journal, backend)
    return result, journal


async def test_a_region_keeps_its_page_across_steps_and_records_each(lane: ProcessLane, site: str) -> None:
    result, journal = await run(
        lane,
        ("browser.open", {"url": f"{site}/form.html"}),
        ("browser.fill", {"target": {"label": "Name"}, "value": "Ada"}),
        ("browser.click", {"target": "button", "then": "navigation"}),
        ("browser.get_text", {"target": "#what"}),
    )
    assert result.status == "done"
    assert [record.seq for record in journal.records] == [1, 2, 3, 4]
    assert journal.records[3].output["text"].startswith("name=Ada")
    assert "sent.html" in journal.records[3].meta["sessions"]["main"]["url"]


async def test_events_bytes_documents_and_errors_cross_the_pipe(lane: ProcessLane) -> None:
    _, journal = await run(lane, ("backend", None), ("document", "héllo"))
    assert journal.events == [("log", {"message": "héllo"})]
    assert journal.records[0].output == {
        "bytes": 2000,
        "state": {"n": 1},
        "missing": ["NodeError", "artifact.missing", False],
    }
    assert journal.records[1].output == {"schema": 1, "name": "workspace/hash"}


async def test_errors_of_a_region_keep_their_class_and_code(lane: ProcessLane, site: str) -> None:
    with pytest.raises(NodeError) as caught:
        await run(lane, ("browser.open", {"url": f"{site}/status/503"}))
    assert (caught.value.code, caught.value.retryable, caught.value.details["status"]) == (
        "browser.http_error",
        True,
        503,
    )
    with pytest.raises(FlowBuilderError, match="ValueError: not one of ours"):
        await run(lane, ("raise", None))


async def test_two_regions_run_at_once_and_a_third_waits_for_a_worker(lane: ProcessLane, site: str) -> None:
    pages = [run(lane, ("browser.open", {"url": f"{site}/slow?s=0.4"}), region=f"n{n}") for n in range(3)]
    results = await asyncio.gather(*pages)
    assert {result.status for result, _ in results} == {"done"}
    assert len({result.vars["pid"] for result, _ in results}) == 2
    assert len(lane.pids) == 2


async def test_a_killed_worker_is_replaced_and_what_it_recorded_is_kept(lane: ProcessLane, site: str) -> None:
    journal = MemoryJournal()
    steps = [
        ("browser.open", {"url": f"{site}/form.html"}),
        ("die once", None),
        ("browser.get_text", {"target": "button"}),
    ]
    with pytest.raises(NodeError) as caught:
        await run(lane, *steps, journal=journal)
    assert (caught.value.code, caught.value.retryable) == ("browser.worker_lost", True)
    assert caught.value.details["exit_code"] == -signal.SIGKILL
    assert [record.node for record in journal.records] == ["n0"]
    result, _ = await run(lane, *steps, journal=journal, recorded=list(journal.records), attempt=2)
    assert result.status == "done"
    assert journal.records[2].output["text"] == "Send"


async def test_navigations_take_turns_and_report_what_the_site_answered(lane: ProcessLane, site: str) -> None:
    backend = MemoryBackend()
    steps = [("browser.open", {"url": f"{site}/form.html"}), ("browser.goto", {"url": "products.html"})]
    await lane.run_region(region_request(steps), MemoryJournal(), backend)
    busy = [("browser.open", {"url": f"{site}/status/503"})]
    with pytest.raises(NodeError):
        await lane.run_region(region_request(busy), MemoryJournal(), backend)
    assert [(url.removeprefix(site), status) for url, status, _ in backend.visits] == [
        ("/form.html", 200),
        ("/products.html", 200),
        ("/status/503", 503),
    ]


@pytest.mark.parametrize("end", ["die once", "raise", "done"])
async def test_no_turn_outlives_its_region(lane: ProcessLane, site: str, end: str) -> None:
    backend = MemoryBackend(room=asyncio.Semaphore(1))
    steps = [("enter", "a"), *([] if end == "done" else [(end, None)])]
    with suppress(FlowBuilderError):
        await lane.run_region(region_request(steps), MemoryJournal(), backend)
    assert backend.visits == [("a", None, None)]
    assert not backend.room.locked()


async def test_a_region_that_waits_for_a_turn_can_be_canceled_and_its_worker_die(lane: ProcessLane) -> None:
    for kill in (False, True):
        backend = MemoryBackend(room=asyncio.Semaphore(0))
        journal = MemoryJournal()
        request = region_request([("document", "here"), ("enter", "a")])
        running = asyncio.create_task(lane.run_region(request, journal, backend))
        await until(lambda journal=journal: journal.records)
        if kill:
            for pid in lane.pids:
                os.kill(pid, signal.SIGKILL)
        else:
            running.cancel()
        with pytest.raises(NodeError if kill else asyncio.CancelledError):
            async with asyncio.timeout(8):
                await running
        backend.room.release()
        assert not backend.room.locked()


async def test_a_lost_login_is_carried_to_the_next_worker(lane: ProcessLane, site: str) -> None:
    journal = MemoryJournal()
    steps = [
        ("browser.open", {"url": f"{site}/login"}),
        ("browser.goto", {"url": "/account"}),
        ("browser.get_text", {"target": "h1"}),
        ("die once", None),
        ("browser.goto", {"url": "/account"}),
        ("browser.get_text", {"target": "h1"}),
    ]
    backend = MemoryBackend()
    with pytest.raises(NodeError):
        await run(lane, *steps, journal=journal, backend=backend)
    await run(lane, *steps, journal=journal, backend=backend, recorded=list(journal.records), attempt=2)
    assert journal.records[-1].output["text"] == "who=ada"
    assert "ada" not in str([record.meta for record in journal.records])


async def test_a_killed_chromium_is_an_error_of_the_step_and_replaced(lane: ProcessLane, site: str) -> None:
    with pytest.raises(NodeError) as caught:
        await run(
            lane, ("browser.open", {"url": f"{site}/form.html"}), ("kill chromium", None), ("browser.get_html", {})
        )
    assert (caught.value.code, caught.value.retryable) == ("browser.crashed", True)
    result, _ = await run(lane, ("browser.open", {"url": f"{site}/form.html"}))
    assert result.status == "done"


async def test_a_canceled_region_closes_its_pages_and_frees_its_worker(site: str) -> None:
    lane = ProcessLane(WORKER, load_document, size=1)
    try:
        journal = MemoryJournal()
        running = asyncio.create_task(run(lane, ("browser.open", {}), ("wait", None), journal=journal))
        await until(lambda: journal.records)
        pid = lane.pids[0]
        started = time.monotonic()
        running.cancel()
        with pytest.raises(asyncio.CancelledError):
            await running
        assert time.monotonic() - started < 2
        result, _ = await run(lane, ("browser.open", {"url": f"{site}/form.html"}))
        assert result.vars["pid"] == pid
    finally:
        await lane.close()


async def test_a_hanging_worker_is_ended_with_its_browser() -> None:
    lane = ProcessLane(WORKER, load_document, size=1, hang_after_s=2)
    try:
        journal = MemoryJournal()
        running = asyncio.create_task(run(lane, ("browser.open", {}), ("hang", None), journal=journal))
        await until(lambda: journal.records)
        below = [*tree.descendants(os.getpid())]
        worker = lane.pids[0]
        mine = [process for process in below if process in tree.descendants(worker)]
        with pytest.raises(NodeError) as caught:
            await running
        assert caught.value.code == "browser.worker_lost"
        assert mine
        await until(lambda: not any(map(tree.alive, mine)))
    finally:
        await lane.close()


async def test_closing_the_lane_leaves_no_process_and_no_folder() -> None:
    others = folders()
    before = set(tree.descendants(os.getpid()))
    lane = ProcessLane(WORKER, load_document, size=1)
    await run(lane, ("browser.open", {}))
    assert folders() == others + 1
    mine = set(tree.descendants(lane.pids[0]))
    assert len(mine) > 3
    await lane.close()
    assert not any(map(tree.alive, mine))
    assert not (set(tree.descendants(os.getpid())) - before)
    assert folders() == others


async def test_a_terminated_worker_ends_its_browser_and_counts_as_lost() -> None:
    lane = ProcessLane(WORKER, load_document, size=1)
    try:
        journal = MemoryJournal()
        running = asyncio.create_task(run(lane, ("browser.open", {}), ("wait", None), journal=journal))
        await until(lambda: journal.records)
        mine = tree.descendants(lane.pids[0])
        os.kill(lane.pids[0], signal.SIGTERM)
        with pytest.raises(NodeError) as caught:
            await running
        assert (caught.value.code, caught.value.retryable) == ("browser.worker_lost", True)
        await until(lambda: not any(map(tree.alive, mine)))
    finally:
        await lane.close()


@pytest.mark.parametrize("then", ["wait", "hang"])
async def test_a_host_killed_at_once_takes_worker_and_browser_with_it(then: str) -> None:
    host = await asyncio.create_subprocess_exec(
        sys.executable, str(SUPPORT / "lane_host.py"), then, stdout=asyncio.subprocess.PIPE
    )
    assert host.stdout is not None
    async with asyncio.timeout(30):
        assert await host.stdout.readline() == b"busy\n"
    below = tree.descendants(host.pid)
    assert len(below) > 4
    host.kill()
    await host.wait()
    await until(lambda: not any(map(tree.alive, below)))


async def test_a_worker_that_cannot_start_is_a_clear_error() -> None:
    lane = ProcessLane([sys.executable, "-c", "raise SystemExit(3)"], load_document, size=1)
    try:
        with pytest.raises(NodeError, match="ended with code 3") as caught:
            await run(lane)
        assert caught.value.code == "browser.worker_start"
        missing = ProcessLane(["/nowhere/python"], load_document, size=1)
        with pytest.raises(NodeError, match="No such file"):
            await run(missing)
    finally:
        await lane.close()


async def test_a_lane_that_is_told_to_end_ends_regions_under_way_and_takes_no_more(site: str) -> None:
    lane = ProcessLane(WORKER, load_document, size=1)
    try:
        journal = MemoryJournal()
        region = asyncio.create_task(run(lane, ("browser.open", {}), ("wait", None), journal=journal))
        await until(lambda: journal.records)
        lane.interrupt()
        [pid] = lane.pids
        os.kill(pid, signal.SIGTERM)  # this worker's regions are scripts, which nothing brings to rest
        with pytest.raises(Interrupted):
            await region
        with pytest.raises(Interrupted):
            await run(lane, ("browser.open", {}))
        assert len(journal.records) == 1
    finally:
        await lane.close()

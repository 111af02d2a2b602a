"""Traces, videos and HAR files on request: kept when the session ends, free of secrets, and shown by the host."""

import asyncio
import base64
import io
import json
import sys
import zipfile
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from flow_builder.browser.options import SessionOptions
from flow_builder.browser.recordings import Recorded, Recorder
from flow_builder.browser.sessions import Sessions
from flow_builder.browser.warm import WarmBrowser
from flow_builder.errors import NodeError
from flow_builder.lanes.processes import ProcessLane
from tests.support.conditions import until
from tests.support.host import Host
from tests.support.memory_host import MemoryBackend, MemoryJournal, load_document, region_request

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

WORKER = [sys.executable, str(Path(__file__).parents[1] / "support" / "browser_worker.py")]


async def record(sessions: Sessions, site: str, *kinds: str) -> dict[str, Recorded]:
    """Returns what a short session records, by name."""
    kept: dict[str, Recorded] = {}

    async def keep(session: str, recorded: Recorded) -> None:
        kept[f"{session}-{recorded.name}"] = recorded

    sessions.keep_recording = keep
    options = SessionOptions.model_validate({"record": kinds, "headers": {"X-Key": "header-secret"}})
    session = await sessions.open("main", options)
    session.concealed.add("typed-secret")
    await session.goto(f"{site}/login")
    await session.goto(f"{site}/form.html?token=url-secret")
    await session.page.get_by_label("Name").fill("typed-secret")
    await session.page.evaluate("fetch('/api', {method: 'POST', body: 'posted-' + 'secret'}).then((a) => a.text())")
    await session.page.get_by_role("button").click()
    await session.page.locator("#what").wait_for()
    await sessions.close()
    return kept


async def test_a_session_that_is_not_asked_to_records_nothing(sessions: Sessions, site: str) -> None:
    assert await record(sessions, site) == {}


async def test_a_trace_and_a_har_tell_what_happened_without_secrets(sessions: Sessions, site: str) -> None:
    kept = await record(sessions, site, "trace", "har")
    assert set(kept) == {"main-trace.zip", "main-traffic.har"}
    har = json.loads(kept["main-traffic.har"].data)
    assert any("/form.html" in entry["request"]["url"] for entry in har["log"]["entries"])
    with zipfile.ZipFile(io.BytesIO(kept["main-trace.zip"].data)) as archive:
        names = archive.namelist()
        everything = b"".join(map(archive.read, names)) + kept["main-traffic.har"].data
    assert "trace.trace" in names
    assert any(name.endswith(".jpeg") for name in names)
    for secret in (b"header-secret", b"typed-secret", b"url-secret", b"posted-secret", b"who=ada", b'"ada"'):
        assert secret not in everything, secret


async def test_a_video_plays_in_a_browser(sessions: Sessions, warm: WarmBrowser, site: str) -> None:
    kept = await record(sessions, site, "video")
    video = kept["main-video.webm"]
    assert video.content_type == "video/webm"
    page = await (await warm.get()).new_page()
    try:
        played = await page.evaluate(
            """async (data) => {
                const video = document.createElement("video");
                video.muted = true;
                video.src = "data:video/webm;base64," + data;
                await new Promise((ok, bad) => { video.onloadeddata = ok; video.onerror = () => bad(video.error.message) });
                const sought = new Promise((ok) => { video.onseeked = ok });
                video.currentTime = video.duration / 2;
                await sought;
                const canvas = Object.assign(document.createElement("canvas"), { width: 10, height: 10 });
                const pen = canvas.getContext("2d");
                pen.drawImage(video, 0, 0, 10, 10);
                return [video.videoWidth, video.videoHeight, video.duration, pen.getImageData(5, 9, 1, 1).data[0]];
            }""",
            base64.b64encode(video.data).decode(),
        )
    finally:
        await page.close()
    assert played[:2] == [1280, 720]
    assert played[2] > 0.1
    assert played[3] > 240


@pytest_asyncio.fixture(loop_scope="session")
async def lane() -> AsyncIterator[ProcessLane]:
    lane = ProcessLane(WORKER, load_document, size=1)
    yield lane
    await lane.close()


@pytest.mark.parametrize("end", ["done", "failed", "canceled", "closed"])
async def test_recordings_are_artifacts_however_the_region_ends(lane: ProcessLane, site: str, end: str) -> None:
    steps: list[tuple[str, Any]] = [("browser.open", {"url": f"{site}/form.html", "record": ["trace"]})]
    steps += {
        "failed": [("raise", None)],
        "canceled": [("wait", None)],
        "closed": [("browser.close", {})],
        "done": [],
    }[end]
    journal, backend = MemoryJournal(), MemoryBackend()
    running = asyncio.create_task(lane.run_region(region_request(steps), journal, backend))
    if end == "canceled":
        await until(lambda: journal.records)
        running.cancel()
    results = await asyncio.gather(running, return_exceptions=True)
    assert isinstance(results[0], Exception | asyncio.CancelledError) is (end in ("failed", "canceled"))
    kept = [data for name, data in journal.events if name == "log" and "recording" in data]
    assert [each["file"]["name"] for each in kept] == ["main-trace.zip"]
    assert backend.blobs[kept[0]["file"]["artifact"]].startswith(b"PK")
    assert kept[0]["viewer"].startswith("/trace/?trace=%2Fapi%2Fv1%2Fartifacts%2F")


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Host]:
    host = Host(tmp_path_factory.mktemp("host"))
    host.start()
    yield host
    host.stop()


async def test_the_host_shows_a_trace_at_an_address_of_its_own(host: Host, warm: WarmBrowser, site: str) -> None:
    flow = {
        "schema": 1,
        "name": "Recorded",
        "nodes": [
            {
                "id": "n1",
                "key": "page",
                "type": "browser.open",
                "config": {"url": f"{site}/products.html", "record": ["trace"]},
            }
        ],
    }
    run = await asyncio.to_thread(host.run, flow)
    assert run["status"] == "succeeded", run
    events = host.api("GET", f"/runs/{run['id']}/events")
    found = next(data for data in _dicts(events) if "viewer" in data)
    page = await (await warm.get()).new_page()
    try:
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        answer = await page.goto(f"{host.url}{found['viewer']}")
        assert answer is not None
        assert page.url.startswith("http://trace.localhost:")
        assert "script-src 'self'" in answer.headers["content-security-policy"]
        await page.get_by_text("Navigate").first.click()
        await page.get_by_text("After", exact=True).click()
        snapshot = page.frame_locator("iframe[name=snapshot]:visible")
        await snapshot.get_by_role("heading", name="Kettle").wait_for()
        assert all(url.startswith(("http://trace.localhost:", host.url, "blob:", "data:")) for url in asked)
        forbidden = await page.evaluate("fetch('/api/v1/runs').then((answer) => answer.status)")
        assert forbidden == 404
    finally:
        await page.close()


def _dicts(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
    for each in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _dicts(each)


async def test_a_driver_that_cannot_record_says_so() -> None:
    class Earlier:
        tracing = object()

    with pytest.raises(NodeError) as caught:
        await Recorder(Earlier(), ("har",), list).start()
    assert caught.value.code == "browser.record"

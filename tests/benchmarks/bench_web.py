"""What the web app takes to load and to stay usable, in real Chromium, beside bare pages in the same one.

First loads are what the browser transferred, compressed, caches empty. Long runs and hours of live events are told to the
app's own code by a stand-in for its connection, so that their number is known; all else is a real host.
"""

import gzip
import json
import statistics
import tempfile
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, WebSocketRoute, sync_playwright

from flow_builder.browser.launch import find_chromium, launch_flags
from tests.benchmarks.figures import show
from tests.screens.content import SMALL
from tests.support.host import Host, running

STEPS = 10_000
EVENTS_PER_HOUR = 36_000
TIMES = 5
SCROLL_FRAMES = 120
LOOP: dict[str, Any] = {
    "schema": 1,
    "name": "Many",
    "nodes": [
        {"id": "start", "key": "start", "type": "trigger.manual"},
        {"id": "each", "key": "each", "type": "core.loop", "config": {"over": {"kind": "each", "items": [1, 2]}}},
        {"id": "say", "key": "say", "type": "core.log", "parent": "each", "config": {"message": "{{ index }}"}},
    ],
    "edges": [{"source": "start", "target": "each"}],
}
PLAIN = "<!doctype html><meta charset=utf-8><title>Plain</title><div id=root>ready</div>"
WATCH = """() => { window.shifted = 0; new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shifted += entry.value
}).observe({type: 'layout-shift', buffered: true}) }"""
SCROLL = """([selector, frames]) => new Promise((done) => {
    const list = document.querySelector(selector), times = [];
    let last = performance.now(), count = 0;
    const step = (now) => {
        times.push(now - last); last = now;
        list.scrollTop = (list.scrollHeight - list.clientHeight) * (++count / frames);
        count < frames ? requestAnimationFrame(step) : done(times.slice(2));
    };
    requestAnimationFrame(step);
})"""


def main() -> None:
    """Prints the figures."""
    with (
        tempfile.TemporaryDirectory() as name,
        running(Path(name) / "data", "--browser-workers", "0") as host,
        sync_playwright() as playwright,
        playwright.chromium.launch(
            executable_path=find_chromium().path, args=[*launch_flags(), "--enable-precise-memory-info"]
        ) as browser,
    ):
        flow = host.api("POST", "/flows", json=SMALL)["id"]
        run = host.api("POST", "/runs", params={"wait": 20}, json={"document": LOOP})["id"]
        pages = {
            "flows": ("/flows", "main li"),
            "runs": ("/runs", "main li"),
            "run": (f"/runs/{run}", "[role=treeitem]"),
            "editor": (f"/flows/{flow}", ".react-flow__node"),
        }
        for page, (path, shows) in pages.items():
            _load(browser, host, page, path, shows)
        _long_run(browser, host, run)
        _hour(browser, host, run)


def _load(browser: Browser, host: Host, name: str, path: str, shows: str) -> None:
    """Prints what one page transfers, when it can be used, and how much of it moves."""
    transferred, taken, shifted = [], [], []
    for _ in range(TIMES):
        context = browser.new_context(base_url=host.url, viewport={"width": 1440, "height": 900})
        context.add_init_script(f"({WATCH})()")
        page = context.new_page()
        session = context.new_cdp_session(page)
        session.send("Network.enable")
        sizes: list[float] = []
        session.on("Network.loadingFinished", lambda said, sizes=sizes: sizes.append(said["encodedDataLength"]))
        page.goto(path)
        page.locator(shows).first.wait_for()
        taken.append(float(page.evaluate("performance.now()")))
        page.wait_for_load_state("networkidle")
        shifted.append(float(page.evaluate("window.shifted")))
        transferred.append(sum(sizes) / 1000)
        context.close()
    bare_taken = _bare(browser, PLAIN)
    show(f"{name}: transferred by the first load", statistics.median(transferred), "KB", "budget", 250)
    show(f"{name}: until it can be used", statistics.median(taken), "ms", "bare page", bare_taken)
    show(f"{name}: layout shift", max(shifted), "", "good", 0.1)


def _bare(browser: Browser, content: str) -> float:
    taken = []
    for _ in range(TIMES):
        context = browser.new_context()
        page = context.new_page()
        page.route("**/*", lambda route: route.fulfill(body=content, content_type="text/html"))
        page.goto("http://bare.example/")
        page.locator("#root").wait_for()
        taken.append(float(page.evaluate("performance.now()")))
        context.close()
    return statistics.median(taken)


def _events(count: int, first: int = 1, iteration: int = 0) -> list[dict[str, Any]]:
    """Returns events of that many steps, as they are at the end of a loop's iterations."""
    return [
        {
            "seq": first + index,
            "at": 1_795_000_000_000 + first + index,
            "type": "step.succeeded",
            "node": "say",
            "key": "say",
            "path": str(iteration + index),
            "ms": 1,
            "ports": ["out"],
        }
        for index in range(count)
    ]


class _Told:
    """Stands in for the host's live events: tells a page what the benchmark wants told."""

    def __init__(self, context: BrowserContext, first: list[dict[str, Any]]) -> None:
        self._socket: WebSocketRoute | None = None
        self._id = ""
        self._first = first
        context.route_web_socket("**/api/v1/live*", self._open)

    def _open(self, socket: WebSocketRoute) -> None:
        self._socket = socket
        socket.on_message(self._hear)

    def _hear(self, text: str | bytes) -> None:
        said = json.loads(text)
        if said["action"] == "subscribe" and said["topic"].startswith("run:"):
            self._id = said["id"]
            for at in range(0, len(self._first), 200):
                self.tell(self._first[at : at + 200])

    def tell(self, events: list[dict[str, Any]]) -> None:
        """Tells of some events, in one frame as the host does."""
        assert self._socket is not None
        frame = {"type": "events", "id": self._id, "after": events[-1]["seq"], "events": events}
        self._socket.send(json.dumps(frame))


def _long_run(browser: Browser, host: Host, run: str) -> None:
    """Prints how a run of ten thousand steps opens and scrolls, beside a plain list of as many rows."""
    context = browser.new_context(base_url=host.url, viewport={"width": 1440, "height": 900})
    _Told(context, _events(STEPS))
    page = context.new_page()
    page.goto(f"/runs/{run}")
    page.wait_for_function(f"document.querySelector('[role=tab]')?.textContent.includes('{STEPS}')")
    opened = float(page.evaluate("performance.now()"))
    page.get_by_role("treeitem").filter(has_text="log").first.wait_for()
    page.get_by_role("tree").press("ArrowDown")
    page.get_by_role("tree").press("ArrowRight")
    page.wait_for_function("document.querySelector('[role=tree]').scrollHeight > 100_000")
    frames = page.evaluate(SCROLL, ["[role=tree]", SCROLL_FRAMES])
    nodes = page.locator("[role=treeitem]").count()
    context.close()
    plain_opened, plain_frames = _plain_list(browser)
    show(f"run page with {STEPS:,} steps: until all are there", opened, "ms", "plain list", plain_opened)
    show("… frames a second while it scrolls", _fps(frames), "", "plain list", _fps(plain_frames))
    show("… rows in the document", nodes, "", "plain list", STEPS)


def _plain_list(browser: Browser) -> tuple[float, list[float]]:
    rows = "".join(f"<li>Step {index}</li>" for index in range(STEPS))
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    body = f"<!doctype html><title>Plain</title><ul id=root style='height:800px;overflow:auto'>{rows}</ul>"
    page.route("**/*", lambda route: route.fulfill(body=body, content_type="text/html"))
    page.goto("http://bare.example/")
    page.locator("#root").wait_for()
    opened = float(page.evaluate("performance.now()"))
    frames: list[float] = page.evaluate(SCROLL, ["#root", SCROLL_FRAMES])
    context.close()
    return opened, frames


def _fps(frames: list[float]) -> float:
    return 1000 / statistics.mean(frames)


def _hour(browser: Browser, host: Host, run: str) -> None:
    """Prints the page's memory after as many events as an hour brings at ten a second."""
    context = browser.new_context(base_url=host.url, viewport={"width": 1440, "height": 900})
    told = _Told(context, _events(1))
    page = context.new_page()
    page.goto(f"/runs/{run}")
    page.get_by_role("treeitem").first.wait_for()
    before = _heap(page)
    raw = 0
    for first in range(2, EVENTS_PER_HOUR, 200):
        events = _events(200, first, iteration=first)
        raw += len(json.dumps(events))
        told.tell(events)
    page.wait_for_function(
        f"[...document.querySelectorAll('[role=tab] span')].some((each) => each.textContent > {EVENTS_PER_HOUR - 300})"
    )
    after = _heap(page)
    context.close()
    show("memory before an hour of live events", before, "MB")
    show(f"… after it ({EVENTS_PER_HOUR:,} events)", after, "MB", "the events as JSON", raw / 1e6)
    show("… as gzip", len(gzip.compress(json.dumps(_events(EVENTS_PER_HOUR)).encode())) / 1e6, "MB")


def _heap(page: Page) -> float:
    session = page.context.new_cdp_session(page)
    session.send("HeapProfiler.collectGarbage")
    return float(page.evaluate("performance.memory.usedJSHeapSize")) / 1e6

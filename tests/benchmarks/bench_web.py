"""What the web app takes to load and to stay usable, in real Chromium, beside bare pages in the same one.

First loads are what the browser transferred, compressed, caches empty. Long runs and hours of live events are told to the
app's own code by a stand-in for its connection, so that their number is known; all else is a real host.
"""

import gzip
import json
import math
import statistics
import tempfile
import time
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, WebSocketRoute, sync_playwright

from flow_builder.browser.launch import find_chromium, launch_flags
from tests.benchmarks.figures import show
from tests.screens.content import SMALL
from tests.support.host import Host, running

STEPS = 10_000
EVENTS_PER_HOUR = 36_000
TIMES = 2
BUDGET: dict[str, float | None] = {
    "first load KB": 250,
    "then KB": None,
    "usable ms": 2_000,
    "LCP ms": 2_500,
    "layout shift": 0.1,
    "blocked ms": 200,
}
"""What a page may take, by name: transfer as it comes over the wire, interfaces' answers included; None for no limit."""
PLACES = """
home templates flows runs schedules webhooks approvals dead-letters datasets
credentials workspace usage notifications audit host account sign-in
"""
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
WATCH = """
window.found = { shifted: 0, painted: 0, long: 0, usable: 0 };
const seen = (type, take) => new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({ type, buffered: true });
seen("layout-shift", (entry) => { if (!entry.hadRecentInput) found.shifted += entry.value });
seen("largest-contentful-paint", (entry) => { found.painted = entry.startTime });
seen("longtask", (entry) => { found.long += entry.duration - 50 });
const ready = () => document.querySelector("h1") && !document.querySelector("[aria-busy=true], .skeleton:not([data-far] + .skeleton)");
new MutationObserver(() => {
    if (!ready()) found.usable = 0;
    else if (!found.usable) found.usable = performance.now();
}).observe(document, { childList: true, subtree: true, attributes: true, attributeFilter: ["aria-busy", "class"] });
"""
"""Notes what a budget of Lighthouse counts; a page can be used when it has a heading and nothing in view is awaited."""
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
        nodes = [{**node, "position": {"x": 304 * index, "y": 0}} for index, node in enumerate(SMALL["nodes"])]
        flow = host.api("POST", "/flows", json={**SMALL, "nodes": nodes})["id"]
        run = host.api("POST", "/runs", params={"wait": 20}, json={"document": LOOP})["id"]
        places = {name: f"/{name}" for name in PLACES.split()}
        _budget(browser, host, {"landing": "/", "editor": f"/flows/{flow}", "run": f"/runs/{run}", **places})
        _long_run(browser, host, run)
        _hour(browser, host, run)


def _budget(browser: Browser, host: Host, pages: dict[str, str]) -> None:
    """Prints a row for each page: what it transfers, when it can be used, what of it moves and blocks."""
    bare = _bare(browser, PLAIN)
    _row("", [f"{what:>14}" for what in BUDGET], f"a bare page can be used after {bare:.0f} ms")
    _row("budget", [f"{most or '':>14}" for most in BUDGET.values()])
    for name, path in pages.items():
        rounds = [_load(browser, host, path) for _ in range(TIMES)]
        # What other work on the machine disturbed least, but the worst of what moved.
        found = [(max if what == "layout shift" else min)(each[what] for each in rounds) for what in BUDGET]
        over = [what for what, value in zip(BUDGET, found, strict=True) if value > (BUDGET[what] or math.inf)]
        _row(name, [f"{value:>14,.3f}" if value < 1 else f"{value:>14,.0f}" for value in found], ", ".join(over))


def _row(name: str, figures: list[str], note: str = "") -> None:
    print(f"{name:<14}{''.join(figures)}   {note}", flush=True)  # noqa: T201 - printing is what a benchmark is for


def _load(browser: Browser, host: Host, path: str) -> dict[str, float]:
    """Opens one page with empty caches and returns what the budget counts."""
    context = browser.new_context(base_url=host.url, viewport={"width": 1440, "height": 900})
    context.add_init_script("localStorage.setItem('entered', 'yes')" if path != "/" else "")
    context.add_init_script(WATCH)
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    begun: list[float] = []
    came: list[tuple[float, float]] = []
    session.on("Network.requestWillBeSent", lambda said: begun.append(said["timestamp"]))
    session.on("Network.loadingFinished", lambda said: came.append((said["timestamp"], said["encodedDataLength"])))
    page.goto(path)
    page.wait_for_load_state("networkidle")
    found = page.evaluate("window.found")
    deadline = time.monotonic() + 20
    while not found["usable"] and time.monotonic() < deadline:
        found = page.evaluate("new Promise((seen) => requestAnimationFrame(() => seen(window.found)))")
    context.close()
    until = begun[0] + found["usable"] / 1_000
    return {
        "first load KB": sum(size for at, size in came if at <= until) / 1_000,
        "then KB": sum(size for at, size in came if at > until) / 1_000,
        "usable ms": found["usable"],
        "LCP ms": found["painted"],
        "layout shift": found["shifted"],
        "blocked ms": found["long"],
    }


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
    # What is waited for is asked by functions, which the app's policy forbids.
    context = browser.new_context(base_url=host.url, viewport={"width": 1440, "height": 900}, bypass_csp=True)
    _Told(context, _events(STEPS))
    page = context.new_page()
    page.goto(f"/runs/{run}")
    page.wait_for_function(f"document.querySelector('[role=tab]')?.textContent.includes('{STEPS}')")
    opened = float(page.evaluate("performance.now()"))
    page.get_by_role("treeitem").nth(1).wait_for()
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
    context = browser.new_context(base_url=host.url, viewport={"width": 1440, "height": 900}, bypass_csp=True)
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

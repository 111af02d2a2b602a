"""The editor with 1,000 nodes beside bare React Flow with as many plain ones: opening, dragging, zooming, arranging.

A frame is what the page draws after one move of the pointer or one notch of the wheel. Where a browser has no graphics
processor, as here, painting is part of it.
"""

import json
import math
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

from playwright.sync_api import Page, sync_playwright

from flow_builder.browser.launch import find_chromium
from tests.benchmarks.figures import show
from tests.support.host import ROOT, running

NODES = 1_000
IN_A_ROW = 25
FRAMES = 60
REFERENCE = "bare React Flow"
FRONTEND = ROOT / "frontend"
CONFIGS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("data.set_fields", {"set": {"a": "{{ input.a }}"}}),
    ("data.filter", {"items": "{{ input.rows }}", "where": "{{ item.n > 1 }}"}),
    ("data.transform", {"code": "return 1"}),
    ("core.condition", {"when": "{{ input.a > 1 }}"}),
    ("core.log", {"message": "{{ input.a }}"}),
)
WATCH = """
window.opened = new Promise((resolve) => new MutationObserver((_, watch) => {
  if (!document.querySelector(".react-flow__node")) return;
  watch.disconnect();
  requestAnimationFrame(() => requestAnimationFrame(() => resolve(performance.now())));
}).observe(document, { childList: true, subtree: true }));
"""
"""The time from the navigation to the first nodes that can be seen."""
FRAME = "() => new Promise((drawn) => requestAnimationFrame(() => setTimeout(() => drawn(performance.now()))))"


def document(*, placed: bool = True) -> dict[str, Any]:
    """Returns a flow of rows that begin at one trigger."""
    origin = {"position": {"x": 0, "y": 0}} if placed else {}
    nodes: list[dict[str, Any]] = [{"id": "start", "key": "start", "type": "trigger.manual", **origin}]
    edges: list[dict[str, Any]] = []
    for index in range(NODES - 1):
        row, column = divmod(index, IN_A_ROW)
        type_, config = CONFIGS[index % len(CONFIGS)]
        at = {"position": {"x": 304 * (column + 1), "y": 130 * row}} if placed else {}
        nodes.append({"id": f"n{index}", "key": f"n{index}", "type": type_, "config": config, **at})
        before = nodes[-2] if column else nodes[0]
        port = {"source_port": "true"} if before["type"] == "core.condition" else {}
        edges.append({"source": before["id"], "target": f"n{index}", **port})
    return {"schema": 1, "name": "Large", "nodes": nodes, "edges": edges}


def main() -> None:
    """Prints the figures."""
    with tempfile.TemporaryDirectory() as name, running(Path(name) / "data", "--browser-workers", "0") as host:
        flow, heap = (host.api("POST", "/flows", json=document(placed=placed))["id"] for placed in (True, False))
        with _bare(Path(name) / "bare") as url, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=find_chromium().path, args=["--no-sandbox"])
            page = partial(browser.new_page, viewport={"width": 1360, "height": 820})
            reference = _measure(page(), url)
            found = _measure(page(), f"{host.url}/flows/{flow}")
            for what, value in found.items():
                unit = "ms" if what == "open" else "frames/s"
                show(f"{what}, {NODES} nodes", value, unit, REFERENCE, reference[what])
            tidy = page()
            show(f"open and arrange, {NODES} nodes without places", _open(tidy, f"{host.url}/flows/{heap}"), "ms")
            show(f"arrange, {NODES} nodes, until all are there", _arrange(tidy), "ms")
            browser.close()


def _measure(page: Page, url: str) -> dict[str, float]:
    found = {"open": _open(page, url)}
    box = page.locator('.react-flow__node[data-id="n26"]').bounding_box()
    assert box is not None
    x, y = box["x"] + 60, box["y"] + 20
    page.mouse.move(x, y)
    page.mouse.down()
    found["drag a node"] = _rate(page, lambda turn: page.mouse.move(x + 90 * math.sin(turn / 9), y + turn / 3))
    page.mouse.up()
    page.keyboard.press("Escape")
    page.mouse.move(800, 405)
    found["zoom"] = _rate(page, lambda turn: page.mouse.wheel(0, 40 if turn % 60 < 30 else -40))
    return found


def _open(page: Page, url: str) -> float:
    """Returns the milliseconds from the navigation until nodes can be seen."""
    page.add_init_script(WATCH)
    page.goto(url)
    return float(page.evaluate("() => window.opened"))


def _rate(page: Page, step: Callable[[int], None]) -> float:
    """Returns how many frames a second are drawn while something is done for each."""
    times = []
    for turn in range(FRAMES):
        step(turn)
        times.append(float(page.evaluate(FRAME)))
    return (FRAMES - 1) * 1_000 / (times[-1] - times[0])


def _arrange(page: Page) -> float:
    """Returns the milliseconds from the key to the change, its animation included."""
    undo = page.get_by_role("button", name="Undo")
    before = float(page.evaluate("() => performance.now()"))
    page.keyboard.press("Shift+a")
    undo.and_(page.locator(":enabled")).wait_for()
    return float(page.evaluate("() => performance.now()")) - before


@contextmanager
def _bare(folder: Path) -> Iterator[str]:
    """Builds the reference and serves it with the same document."""
    build = ["npx", "vite", "build", "scripts/bare-canvas", "--outDir", str(folder), "--logLevel", "error"]
    subprocess.run(build, cwd=FRONTEND, check=True, capture_output=True)
    (folder / "document.json").write_text(json.dumps(document()), "utf-8")
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/index.html?document=document.json"
    finally:
        server.shutdown()


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Says nothing."""
